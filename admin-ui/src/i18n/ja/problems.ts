export const problems = {
  login_failed: 'ログイン名またはパスワードが正しくありません。',
  not_logged_in: 'セッションが終了しました。もう一度ログインしてください。',
  forbidden: 'この画面を見る権限がありません。必要な場合は管理者に依頼してください。',
  too_many_requests: 'リクエストが多すぎます。1分ほど待ってから再試行してください。',
  ledger_account_not_found: '元帳にこの勘定科目はありません。',
  saved_view_not_found: 'この保存済みの検索条件はもうありません。',
  too_many_saved_views: '保存できる検索条件は%{most}件までです。先に不要なものを削除してください。',
  too_many_login_attempts: '試行回数が多すぎます。1分ほど待ってから再試行してください。',
  card_not_found: 'この番号のカードはありません。カードの番号を確認してください。',
  account_not_found: 'このアカウントは存在しません。',
  reconciliation_day_not_found: 'この日の受入済みファイルはありません。',
  invalid_request: '検索条件またはアドレスの形式が正しくありません。',
  views_not_built: 'データを構築中です。しばらくしてから再試行してください。',
  view_behind: '直前の変更がまだ反映されていません。しばらくしてから再試行してください。',
  disk_full:
    'データの保存先の空き容量がないため、何も変更されていません。Choboの管理者に空き容量の確保を依頼し、その後に再試行してください。',
  database_unavailable: 'データベースに接続できません。しばらくしてから再試行してください。',
  shutting_down: 'サーバーを再起動中です。しばらくしてから再試行してください。',
  connection_lost: 'サーバーに接続できません。通信状態を確認して再試行してください。',
  unknown: '問題が発生しました。再試行しても直らない場合は番号を担当者に伝えてください。',
  invalid_json: 'リクエストを読み取れませんでした。画面を再読み込みして再試行してください。',
  invalid_address: 'アドレスを読み取れません。リンクを確認してください。',
  invalid_cursor: '一覧のこのページは無効になりました。最初のページから表示してください。',
  card_number_empty: 'カード番号を入力してください。',
  card_number_imei:
    '15桁の番号は端末のIMEIです。カード番号（ICCID）は89で始まる19桁または20桁です。',
  card_number_excel_damaged:
    '表計算ソフトで番号が省略され（E+18）、末尾の桁が失われています。カードの番号を確認してください。',
  card_number_not_digits: 'カード番号は数字のみです。',
  card_number_wrong_length:
    'カード番号は19桁または20桁です。一部で探す場合はカード一覧を使ってください。',
  card_number_wrong_prefix: 'カード番号は89で始まります。',
  card_number_wrong_check_digit:
    'チェックディジットが一致しません。番号に誤りがあります。カードと照合してください。',
  cross_site_request: '別のサイトからのリクエストのため、実行されませんでした。',
  address_not_found: 'このアドレスには何もありません。リンクを確認してください。',
  statement_not_found: 'この明細ファイルは存在しません。',
  source_unknown: 'この取込元はカタログにありません。',
  file_missing: 'ファイルがありません。選択してください。',
  event_not_found: 'このイベントは存在しません。',
  login_taken:
    '%{login}は%{createdBy}が%{createdAt}に登録済みです。直前にご自身で招待し、パスワードを控えていない場合は、そのユーザーのパスワードを再設定してください。',
  login_invalid:
    'ログイン名は英小文字、数字、. _ @ + - の1〜64文字で、先頭は英字または数字にしてください。',
  last_admin: '管理者が一人もいなくなるため実行できません。先に別の人を管理者にしてください。',
  own_account: '自分自身のアカウントには実行できません。別の管理者に依頼してください。',
  password_change_required:
    '現在のパスワードは仮パスワードです。先にご自身のパスワードを設定してください。',
  current_password_wrong: '現在のパスワードが違います。もう一度入力してください。',
  password_too_short: 'パスワードは%{length}文字です。%{least}文字以上にしてください。',
  password_too_long: 'パスワードは%{length}文字です。%{most}文字以内にしてください。',
  password_unchanged: '新しいパスワードが現在のものと同じです。別のものにしてください。',
  password_guessable:
    'パスワードにログイン名が含まれているか、使われている文字が%{different}種類未満です。推測されにくいものにしてください。',
  session_not_found: 'このセッションはすでに終了しています。',
  user_not_found: 'このログイン名の利用者はいません。',
  break_not_found: '現在の突合結果にこの差異はありません。再突合された可能性があります。',
  break_settled: '後続のファイルでこの差異は解消済みです。対応は不要です。',
  refund_policy_missing:
    'このブランドには公開された返金規定がありません。管理者による公開が必要です。',
  account_not_opened: 'このアカウントは開設されていません。',
  account_opened_differently: 'アカウントは別の内容で開設されています。',
  account_lapsed: 'アカウントは失効済みのため、これ以上記帳できません。',
  account_already_activated: 'アカウントは別の有効期間で利用開始済みです。',
  account_not_lapsing: 'このアカウントは失効しません。',
  validity_not_after_start: '有効期限は開始より後でなければなりません。',
  amount_not_allowed: 'この金額（%{amount}）は記帳できません。0以外の整数を入力してください。',
  brand_differs: 'アカウントは別のブランド（%{account}）のものです。',
  currency_differs: 'アカウントの通貨は異なります（%{account}）。',
  card_not_attached: 'このカードはこのアカウントに紐付いていません。',
  top_up_differs: '同じIDのチャージが別の内容で記録されています。',
  top_up_unknown: 'このアカウントに該当するチャージはありません。',
  top_up_status: 'チャージの状態が変わったため、この操作はできません。',
  reversal_beyond_price: '支払額（%{price}）を超えて取り消すことはできません。',
  charge_beyond_carrier_charge: '回線事業者の請求額（%{charged}）を超えています。',
  lot_id_taken: '同じIDのロットが既にあります。',
  lot_unknown: 'このアカウントに該当するロットはありません。',
  usage_beyond_balance: '残高（%{available}）を超えています。',
  usage_recorded_differently: '利用は別の内容で記録されています。',
  adjustment_differs: '同じIDの調整が別の内容で記録されています。',
  adjustment_beyond_lot: 'ロットの残高（%{available}）を超えています。',
  refund_not_eligible: 'このチャージはこの内容では返金できません。下の規則を確認してください。',
  refund_differs: '同じIDの返金が別の内容で起票されています。',
  refund_unknown: 'この返金は存在しません。',
  refund_ambiguous:
    '同じIDの返金が複数のアカウントにあります：%{accounts}。各アカウントの画面で内容を確認し、アカウントを指定した処理をシステム管理者に依頼してください。',
  refund_of_other_top_up:
    '返金 %{refundId} の対象チャージ %{topUpId} は、この差異に含まれていません（差異の取引：%{items}）。',
  refund_pays_nothing:
    '返金 %{refundId} は「%{state}」のため、支払われません。支払済みまたは処理中の返金を指定してください。',
  refund_in_other_break:
    '返金 %{refundId} は別の差異（%{source}、%{date}、%{heldBy}）の解消に使われています。1件の返金で解消できる差異は1件です。',
  refund_status:
    '返金の状態が変わったため、この操作はできません。他の担当者が処理した可能性があります。',
  approval_tier_missing:
    'この金額（%{amount}）に対応する承認区分が返金規定にありません。管理者に連絡してください。',
  approval_role_missing: 'この金額（%{amount}）の承認には別の権限（%{role}）が必要です。',
  reason_required: '理由を入力してください。',
  person_required: 'この操作は担当者のみ実行できます。',
  console_user_required: 'この操作はコンソールにログインした利用者のみ実行できます。',
  two_people_required:
    '二人での確認が必要です。起票者本人は承認できません。他の担当者に依頼してください。',
  break_status:
    '差異の状態が変わったため、この操作はできません。他の担当者が対応した可能性があります。',
  resolution_incomplete: '対応内容に不足があります。',
  same_bytes_accepted: '同じファイルは%{acceptedBy}が%{acceptedAt}に受入済みです。',
  day_occupied:
    'この日は%{acceptedBy}が%{acceptedAt}に受け入れた別のファイルがあります。差し替える場合は理由を入力してください。',
  day_closed:
    '%{date} は %{closedBy} が %{closedAt} に締めました。先にその日の締めを解除してください。',
  day_without_statement: 'この日の受入済みファイルはありません。',
  statement_not_current: 'この日のファイルは既に差し替えられています。',
  day_status: '日次の状態が変わったため、この操作はできません。',
  day_not_settled: 'この日はまだ締められません。未処理のものは次のとおりです。',
  source_busy:
    'この取込元は現在受領または突合の処理中です。何も変更されていません。少し待ってからもう一度お試しください。',
  earlier_day_closed:
    '%{closed} は締め済みで、この突合を行うと承認時の内容が変わります。先に理由を付けて締めを解除してください。',
  file_of_day_missing: '%{date} の元ファイルが保存されていません。先にもう一度提出してください。',
  run_not_current: '表示後に再突合されました。最新の結果を確認してください。',
  changed_meanwhile:
    '表示後に%{changedBy}が%{changedAt}に変更しました。内容を確認してから再度操作してください。',
  command_id_reused: '同じ操作が別の内容で送信済みです。もう一度送信してください。',
  conflict: '同時に他の変更がありました。もう一度お試しください。',
  idempotency_key_reused: '別の内容で送信済みです。もう一度送信してください。',
  request_in_progress:
    '同じ操作を処理中です。処理は一度だけ行われます。少し待って確認してください。',
  method_not_allowed: 'このアドレスではその操作はできません。',
  body_too_large: 'サイズの上限を超えています。',
  unsupported_media_type: 'この形式は受け付けられません。',
  internal_error:
    'サーバーで問題が発生しました。再試行しても直らない場合は番号を担当者に伝えてください。',
  event_store_unavailable:
    'イベントストアに接続できません。表示されていない処理は行われていません。しばらくしてから再試行してください。',
  break_matched_elsewhere:
    'この差異の明細または取引は、別の差異で手動消込済みです。先にその消込を取り消してください。',
  resolution_not_possible:
    'この差異は「%{kind}」では解消できません。%{why}選べる方法：%{possible}。',
  parts_not_free:
    '存在しない、未実行、またはすでに消込済みのものが含まれています（取引：%{items}、明細行：%{lines}）。',
  account_not_adjustable:
    '調整では %{account} に起票できません。expense:fees や liability:carrier:harbor など、他の記録と対応しない勘定を指定してください。顧客への債務は残高の処理とともに変わります。',
  write_off_beyond_difference:
    '%{amount} は損益処理できません。この差異の差額は %{difference} です。差額以内の金額を同じ符号で入力してください。',
  match_not_balanced:
    '両側の合計が一致しません（当社 %{ours}、相手 %{theirs}）。手動消込では資金は動きません。差額は調整または損益処理してください。',
  proposal_changed:
    '再突合により、この候補の対象は取引 %{items}、明細 %{lines} 行目に変わりました。確認し直してください。',
  proposal_not_found: 'この消込候補は現在の突合結果にありません。再突合された可能性があります。',
  selection_changed:
    'プレビュー後に選択した差異の一部が変更されました。何も実行されていません。もう一度プレビューしてください。',
  upload_interrupted:
    'ファイルの途中で通信が切れました。何も保存されていません。もう一度送信してください。',
  upload_lost:
    '送信中に通信が切れました。もう一度送信してください。二重に保存されることはありません。',
  upload_cancelled: '送信を中止しました。ファイルは保存されていません。',
  request_too_slow:
    '送信が遅すぎるため接続を閉じました。何も保存されていません。通信状態を確認して再試行してください。',
  upload_not_found: 'このファイルは保存されていません。もう一度提出してください。',
  upload_state:
    'このファイルの状態が変わりました。他の担当者が受付または取下げをした可能性があります。',
  upload_not_receivable:
    'このファイルはこのままでは受付できません。理由は内容の確認に表示されています。',
  too_many_uploads: '未処理のファイルが%{most}件あります。先に受付または取下げをしてください。',
  original_not_kept: 'この明細ファイルの原本は保存されていません。',
  statement_status: 'このファイルは保留中ではありません。他の担当者が決定した可能性があります。',
  statement_reason_missing: '理由がありません。',
  top_up_not_found: 'このチャージは存在しません。',
  payer_unknown: '支払元が正しくありません。次から選択してください: %{payers}',
};
