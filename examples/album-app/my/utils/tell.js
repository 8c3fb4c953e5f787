// What went wrong, in words for the user.
export function tell(error, what) {
  if (error.error === 11) return what + ' cancelled'
  if (error.error === 2001 || error.error === 2002 || error.error === 2003) {
    return 'please allow it in the settings'
  }
  return what + ' failed'
}
