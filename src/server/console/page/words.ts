import { commandWords } from '#contract/command-words.ts';

export { minPassword } from '#contract/console-api.ts';

const w = (zh: string, en: string) => ({ zh, en });

/** All that the page says but failures. `{{name}}` is filled in. */
export const words = {
  title: w('拆还通 · 区级总览', 'Chaihuan · District overview'),
  brand: w('拆还通', 'Chaihuan'),
  place: w('区级总览', 'District overview'),
  language: w('English', '中文'),
  changePassword: w('修改密码', 'Change password'),
  logout: w('退出', 'Sign out'),
  loading: w('正在读取…', 'Loading…'),
  retry: w('重试', 'Try again'),

  signIn: w('登录', 'Sign in'),
  signInHint: w('账号由区里的系统管理员开设。', 'Accounts are opened by the district’s administrator.'),
  name: w('账号', 'Name'),
  password: w('密码', 'Password'),

  ownPassword: w('设置自己的密码', 'Choose your own password'),
  ownPasswordHint: w(
    '现在的密码是管理员给的，只能用一次。请换成自己的。',
    'The password you came with was issued by the administrator, for one use. Choose your own.',
  ),
  changeHint: w('改好后，这个账号在别处的登录都会退出。', 'Once changed, this account is signed out everywhere else.'),
  oldPassword: w('现在的密码', 'Current password'),
  newPassword: w('新密码（至少 {{min}} 个字符）', 'New password (at least {{min}} characters)'),
  repeatPassword: w('再输一遍新密码', 'New password again'),
  save: w('保存', 'Save'),
  cancel: w('取消', 'Cancel'),

  asOf: w('截至 {{at}}', 'As of {{at}}'),
  refresh: w('刷新', 'Refresh'),
  totals: w('全区合计', 'Whole district'),
  subdistricts: w('街道', 'Subdistricts'),
  subdistrict: w('街道', 'Subdistrict'),
  records: w('记录', 'Records'),
  waiting: w('待处理', 'Waiting'),
  waitingHint: w('待处理：等街道资料员裁定的改动', 'Waiting: changes that the subdistrict’s clerk has to decide'),
  devices: w('设备', 'Devices'),
  heard: w('最近联系', 'Last heard'),
  unsent: w('未送达', 'Unsent'),
  unsentHint: w(
    '未送达：设备上次联系时自报的数；之后又记了多少，要等它再联系',
    'Unsent: as each device said when last heard; what it has saved since is known when it comes again',
  ),
  unknownOf: w('{{n}} 台不知道', '{{n}} unknown'),
  revokedOf: w('另停用 {{n}}', '{{n}} revoked'),
  estatesOf: w('{{name}}的小区', 'Estates of {{name}}'),
  estate: w('小区', 'Estate'),
  structures: w('违建', 'Structures'),
  fixtures: w('设施', 'Fixtures'),
  ofSurveyed: w('已拆 / 摸排', 'removed / surveyed'),
  owed: w('应还', 'Owed'),
  accepted: w('已还', 'Given back'),
  outstanding: w('待还', 'Outstanding'),
  piecesHint: w(
    '应还、已还、待还按件数，按长度计的一处算一件；放弃、补偿、移位复装的不在后两项里',
    'Owed, given back and outstanding are pieces, a length counts as one; what was waived, compensated or put up elsewhere is in neither of the last two',
  ),
  devicesOf: w('{{name}}的设备', 'Devices of {{name}}'),
  serial: w('编号', 'Serial'),
  device: w('设备名', 'Device'),
  received: w('已收到', 'Received'),
  state: w('状态', 'State'),
  inUse: w('在用', 'In use'),
  revoked: w('已停用', 'Revoked'),
  unknown: w('不知道', 'Unknown'),
  never: w('从未', 'Never'),
  noDevices: w('还没有设备。', 'No devices yet.'),
  nothing: w('还没有街道。请系统管理员先添加街道。', 'There are no subdistricts yet. The administrator adds them.'),
};

/** One sentence per failure that can reach the page, by its code; any other is `internal`. */
export const failures = {
  AUTH: w('登录已过期，请重新登录。', 'Your session has ended. Sign in again.'),
  'login-wrong': commandWords['login-wrong'],
  'password-must-change': commandWords['password-must-change'],
  'old-wrong': w('现在的密码不对，没有改动。', 'The current password is wrong. Nothing was changed.'),
  'password-short': w('新密码太短，至少要 {{min}} 个字符。', 'The new password is too short: it needs at least {{min}} characters.'),
  'password-differs': w('两遍新密码不一样，请再输一遍。', 'The two new passwords differ. Type them again.'),
  'password-same': w('新密码和现在的一样，请换一个。', 'The new password is the current one. Choose another.'),
  'too-many': w('试得太多，请过 {{retryAfterS}} 秒再试。', 'Too many tries. Wait {{retryAfterS}} seconds and try again.'),
  BUSY: w('服务器正忙，请稍后再试。', 'The server is busy. Try again in a while.'),
  'input-bad': w('填写的内容服务器不能接受，请检查后再试。', 'The server cannot take what was entered. Check it and try again.'),
  'server-unreachable': w('连不上服务器，请检查网络后再试。', 'The server cannot be reached. Check the network and try again.'),
  internal: w('服务器出错了，请稍后再试；仍不行请联系系统管理员。', 'The server failed. Try again in a while, or call the administrator.'),
};
