/** What went wrong and what to do next, by the code of the problem. */
export const problems = {
  login_failed: 'Login name or password is wrong.',
  not_logged_in: 'Your session has ended. Log in again.',
  forbidden: 'Your role may not see this. Ask an administrator if you need it.',
  too_many_requests: 'Too many requests. Wait a minute and try again.',
  too_many_login_attempts: 'Too many attempts. Wait a minute and try again.',
  card_not_found: 'No card has this number. Check it against the card.',
  account_not_found: 'This account does not exist.',
  reconciliation_day_not_found: 'No file was accepted for this day.',
  invalid_request: 'The search or address does not have a valid form.',
  views_not_built: 'The views are being built. Try again in a moment.',
  view_behind: 'Your last change is not visible yet. Try again in a moment.',
  database_unavailable: 'The database cannot be reached. Try again in a moment.',
  shutting_down: 'The server is restarting. Try again in a moment.',
  connection_lost: 'The server cannot be reached. Check your connection and try again.',
  unknown: 'Something went wrong. Try again; if it stays, tell support the reference.',
};
