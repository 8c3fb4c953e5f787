// What is read of a reply as it is, where it is of a type.
//if convert:boolean convert:object convert:strings
const typed = (fits) => (field, raw) => (fits(raw) ? raw : OMIT);
//endif
