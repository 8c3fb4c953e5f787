"""JavaScript, TypeScript and Vue source in and out."""
