// A text.
//uses texts
//if read:string
//row READERS readString
//endif
