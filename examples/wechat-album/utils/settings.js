module.exports = { quality: 60 }
