'use strict';
// What Node.js makes of a file, loaded as a module: the types of its `media`.
module.exports = async ({ address }) => {
  const { media } = await import(address);
  return Object.fromEntries(Object.entries(media).map(([name, item]) => [name, typeof item]));
};
