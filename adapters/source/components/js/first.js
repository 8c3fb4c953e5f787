// Properties by their first values: functions among them are what a parent listens by.

function entryOf(said) {
  return { said, value: said };
}

function firstOf({ value }) {
  return copied(value);
}

function addField() {}
