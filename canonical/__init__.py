"""The canonical media model: values and rules that know no vendor."""
