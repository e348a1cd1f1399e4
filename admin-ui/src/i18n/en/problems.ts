/** What went wrong and what to do next, by the code of the problem. */
export const problems = {
  login_failed: 'Login name or password is wrong.',
  not_logged_in: 'Your session has ended. Log in again.',
  forbidden: 'Your role may not see this. Ask an administrator if you need it.',
  too_many_requests: 'Too many requests. Wait a minute and try again.',
  ledger_account_not_found: 'The ledger has no such account.',
  saved_view_not_found: 'This saved search does not exist any more.',
  too_many_saved_views: 'You keep %{most} searches, which is the most. Forget one first.',
  too_many_login_attempts: 'Too many attempts. Wait a minute and try again.',
  card_not_found: 'No card has this number. Check it against the card.',
  account_not_found: 'This account does not exist.',
  reconciliation_day_not_found: 'No file was accepted for this day.',
  invalid_request: 'The search or address does not have a valid form.',
  views_not_built: 'The views are being built. Try again in a moment.',
  view_behind: 'Your last change is not visible yet. Try again in a moment.',
  disk_full:
    'The disk that the data are on is full, so nothing was changed. Tell whoever runs Chobo to make space, then try again.',
  database_unavailable: 'The database cannot be reached. Try again in a moment.',
  shutting_down: 'The server is restarting. Try again in a moment.',
  connection_lost: 'The server cannot be reached. Check your connection and try again.',
  unknown: 'Something went wrong. Try again; if it stays, tell support the reference.',
  invalid_json: 'The request could not be read. Reload the page and try again.',
  invalid_address: 'This address cannot be read. Check the link.',
  invalid_cursor: 'This page of the list is no longer valid. Begin at the first page.',
  card_number_empty: 'Enter a card number.',
  card_number_imei:
    '15 digits are the IMEI of a handset, not a card number. The card number (ICCID) has 19 or 20 digits and begins with 89.',
  card_number_excel_damaged:
    'A spreadsheet has shortened this number (E+18): its last digits are lost. Take the number from the card.',
  card_number_not_digits: 'A card number has digits only.',
  card_number_wrong_length:
    'A card number has 19 or 20 digits. To search by a part of it, use the list of cards.',
  card_number_wrong_prefix: 'A card number begins with 89.',
  card_number_wrong_check_digit:
    'The check digit does not fit: at least one digit is wrong. Compare it with the card.',
  cross_site_request: 'The request came from another site and was not carried out.',
  address_not_found: 'There is nothing at this address. Check the link.',
  statement_not_found: 'This statement does not exist.',
  source_unknown: 'The catalogue has no such source.',
  file_missing: 'No file was sent. Choose one.',
  event_not_found: 'This event does not exist.',
  login_taken:
    '%{login} is a user already, invited by %{createdBy} at %{createdAt}. If that was you just now and you have no password to pass on, open the user and reset it.',
  login_invalid:
    'A login name has 1 to 64 letters a–z, digits and . _ @ + -, and begins with a letter or digit.',
  last_admin:
    'At least one administrator must remain, or nobody could manage users. Make somebody else an administrator first.',
  own_account: 'Nobody does this to their own account. Ask another administrator.',
  password_change_required: 'Your password is a one-time one. Take one of your own first.',
  current_password_wrong: 'The present password is another one. Type it again.',
  password_too_short: 'The password has %{length} characters; it takes at least %{least}.',
  password_too_long: 'The password has %{length} characters; it takes at most %{most}.',
  password_unchanged: 'The new password is the present one. Take another.',
  password_guessable:
    'The password holds your login name, or fewer than %{different} different characters. Take one that is harder to guess.',
  session_not_found: 'This session has ended already.',
  user_not_found: 'Nobody who may log in has this login name.',
  break_not_found: 'No current run of a day has this break: the day may have been matched again.',
  break_settled: 'A later file has settled this break: there is nothing left to resolve.',
  refund_policy_missing:
    'The brand has no published refund policy. An administrator has to publish one first.',
  account_not_opened: 'This account was never opened.',
  account_opened_differently: 'The account was opened with other content.',
  account_lapsed: 'The account has lapsed: nothing more can be booked on it.',
  account_already_activated: 'The account was activated before, with another validity.',
  account_not_lapsing: 'This account does not lapse.',
  validity_not_after_start: 'The end of validity must lie after its beginning.',
  amount_not_allowed:
    'This amount cannot be booked: %{amount}. Enter a whole amount other than nothing.',
  brand_differs: 'The account belongs to another brand (%{account}).',
  currency_differs: 'The account is kept in another currency (%{account}).',
  card_not_attached: 'The card does not belong to this account.',
  top_up_differs: 'A top-up of this id is known with other content.',
  top_up_unknown: 'This account has no such top-up.',
  top_up_status: 'The top-up is in a state that does not allow this: it may have moved on.',
  reversal_beyond_price: 'More would be taken back than was paid (%{price}).',
  charge_beyond_carrier_charge: 'More would be credited than the carrier charged (%{charged}).',
  lot_id_taken: 'The account has another lot of this id.',
  lot_unknown: 'The account has no such lot.',
  usage_beyond_balance: 'More would be used than is left (%{available}).',
  usage_recorded_differently: 'The usage was recorded with other content.',
  adjustment_differs: 'An adjustment of this id is known with other content.',
  adjustment_beyond_lot: 'More would be taken than the lot holds (%{available}).',
  refund_not_eligible: 'This top-up cannot be refunded like this. The rules below say why.',
  refund_differs: 'A refund of this id was asked for with other content.',
  refund_unknown: 'This refund does not exist.',
  refund_ambiguous:
    'These accounts have a refund of the same number: %{accounts}. Open each account to see its own, and ask whoever runs Chobo to go on with it by account.',
  refund_of_other_top_up:
    'Refund %{refundId} is of top-up %{topUpId}, which is not in this break. Its items are: %{items}.',
  refund_pays_nothing:
    'Refund %{refundId} pays nothing back: its state is “%{state}”. Name one that is paid or on its way.',
  refund_in_other_break:
    'Refund %{refundId} is proposed for the break %{heldBy} of %{source}, %{date}, or has resolved it. One refund resolves one break.',
  refund_status: 'The refund is in a state that does not allow this: somebody may have decided it.',
  approval_tier_missing:
    'No tier of the refund policy covers this amount (%{amount}). Ask an administrator.',
  approval_role_missing:
    'An amount of this size (%{amount}) takes another role to approve: %{role}.',
  reason_required: 'Give a reason.',
  person_required: 'Only a person may do this.',
  console_user_required: 'Only somebody who is logged in to the console may do this.',
  two_people_required:
    'This takes a second person: you took the first step yourself. Ask a colleague to decide it.',
  break_status: 'The break is in a state that does not allow this: somebody may have resolved it.',
  resolution_incomplete: 'The resolution does not say all that it must.',
  same_bytes_accepted: 'This very file was accepted before, by %{acceptedBy} at %{acceptedAt}.',
  day_occupied:
    'Another file, accepted by %{acceptedBy} at %{acceptedAt}, occupies the day. Supersede it with a reason.',
  day_closed: '%{date} was closed by %{closedBy} at %{closedAt}. Reopen that day first.',
  day_without_statement: 'The day has no accepted file.',
  statement_not_current: 'Another file occupies the day by now.',
  day_status: 'The day is in a state that does not allow this: somebody may have moved it on.',
  day_not_settled: 'The day cannot be closed yet. What is open is listed here.',
  source_busy:
    'Somebody is receiving or matching this source right now. Nothing was changed; try again in a moment.',
  earlier_day_closed:
    '%{closed} is closed, and with this matching it would not read any more as it was signed. Reopen that day first, with a reason.',
  file_of_day_missing: 'The original file of %{date} is not in this store. Hand it in again first.',
  run_not_current: 'The day was matched again since. Look at the current outcome first.',
  changed_meanwhile:
    '%{changedBy} changed this at %{changedAt}, after you looked. Look at it again, then decide.',
  command_id_reused: 'This was asked for before with other content. Send it again.',
  conflict: 'Others changed this at the same moment. Try again.',
  idempotency_key_reused: 'This was sent before with other content. Send it again.',
  request_in_progress:
    'The same request is still being carried out. Look again in a moment: it is done once.',
  method_not_allowed: 'This address does not take that request.',
  body_too_large: 'This is larger than allowed.',
  unsupported_media_type: 'This kind of content is not taken here.',
  internal_error:
    'Something went wrong on our side. Try again; if it stays, tell support the reference.',
  event_store_unavailable:
    'The event store cannot be reached. Nothing was done that is not shown. Try again in a moment.',
  break_matched_elsewhere:
    'Its item or line was matched by hand in another break. Undo that match first.',
  resolution_not_possible:
    'This break cannot be resolved by “%{kind}”. %{why} Possible are: %{possible}.',
  parts_not_free:
    'These are unknown, were not executed or are already used elsewhere: items %{items}, lines %{lines}.',
  account_not_adjustable:
    'An adjustment does not post to %{account}. It takes accounts that nothing else is counted against, such as expense:fees or liability:carrier:harbor; what is owed to customers changes with their balances.',
  write_off_beyond_difference:
    '%{amount} cannot be written off: the difference of this break is %{difference}. Write off that, or a part of it.',
  match_not_balanced:
    'The two sides do not come to the same (ours %{ours}, theirs %{theirs}). A match by hand moves no money: adjust or write off the difference instead.',
  proposal_changed:
    'Matching was run again since: the proposal is about items %{items} and lines %{lines} by now. Look at it again, then decide.',
  proposal_not_found:
    'No current run of a day makes this proposal: the day may have been matched again.',
  selection_changed:
    'Some of the selected breaks have changed since the preview. Nothing was done. Look at a new preview.',
  upload_interrupted:
    'The connection broke in the middle of the file. Nothing of it was kept. Send it again.',
  upload_lost:
    'The connection was lost while the file was being sent. Send it again: it is kept once.',
  upload_cancelled: 'You stopped the sending. Nothing of the file was kept.',
  request_too_slow:
    'The file came too slowly, so the connection was closed. Nothing of it was kept. Try again on a better line.',
  upload_not_found: 'This file is no longer kept. Hand it in again.',
  upload_state: 'This file has moved on meanwhile: somebody may have received it or put it away.',
  upload_not_receivable: 'The file cannot be received as it is. The preview says why.',
  too_many_uploads: 'You have %{most} files open. Receive some or put them away first.',
  original_not_kept: 'The original of this statement is not kept here.',
  statement_status: 'This file is no longer on hold: somebody may have decided on it.',
  statement_reason_missing: 'A reason is missing.',
  top_up_not_found: 'This top-up does not exist.',
  payer_unknown: 'Nothing is paid from there. Choose one of: %{payers}.',
};
