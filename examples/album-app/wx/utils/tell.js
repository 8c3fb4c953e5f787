// What went wrong, in words for the user.
function tell(error, what) {
  if (error.errMsg.indexOf('cancel') >= 0) return what + ' cancelled'
  if (error.errMsg.indexOf('auth deny') >= 0) return 'please allow it in the settings'
  return what + ' failed'
}

module.exports = { tell }
