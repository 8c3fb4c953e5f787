// A number.
//uses numbers
//if read:number
//row READERS readReal
//if range:number
//row READERS readBounded
//endif
//endif
//if write:number
//if bounds return_source steps
//row FITTERS fitNumber
//endif
//endif
//if convert:number
//row CONVERTERS convertNumber
//endif
