import type { Sentence } from './start-sentence.ts';

const w = (zh: string, en: string): Sentence => ({ zh, en });

/** What the server's commands and console say when they fail: what happened, what is safe, what to do. `{{fact}}` names a fact of the failure. */
export const commandWords = {
  'backup-passphrase-missing': w(
    '备份需要恢复口令（至少 12 个字符）：请用环境变量 BACKUP_PASSPHRASE 给出，或在终端里输入。没有写入任何内容。',
    'A backup needs a recovery passphrase of at least 12 characters: give it in BACKUP_PASSPHRASE, or type it at a terminal. Nothing was written.',
  ),
  'backup-passphrase-wrong': w(
    '恢复口令不对。备份和数据库都没有被改动。',
    'The recovery passphrase is wrong. Neither the backup nor the database was changed.',
  ),
  'backup-missing': w('这个文件夹里没有备份。', 'There is no backup in this folder.'),
  'backup-damaged': w(
    '备份已损坏：{{file}} 第 {{entry}} 条。数据库没有被改动；请换用另一份备份。',
    'The backup is damaged: {{file}}, entry {{entry}}. The database was not changed; use another copy of the backup.',
  ),
  'backup-foreign': w(
    '这个文件夹是另一台服务器的备份，没有写入；请换一个文件夹。',
    'This folder holds another server’s backup. Nothing was written; choose another folder.',
  ),
  'backup-ahead': w(
    '备份比数据库还新：数据库被退回过。没有写入；请先用这份备份恢复，或换一个文件夹。',
    'The backup is newer than the database, which was set back. Nothing was written; restore from this backup, or choose another folder.',
  ),
  'backup-newer': w(
    '备份由更新版本的服务器写成；请先升级本程序再恢复。',
    'A newer server wrote this backup: upgrade this program, then restore.',
  ),
  'backup-running': w('另一个备份正在进行，请等它结束。', 'Another backup is running; wait until it ends.'),
  'backup-unverified': w(
    '写好的备份读回来不一致（{{file}}），不作数；上一份备份仍然完好。请检查备份盘。',
    'What was written reads back differently ({{file}}) and does not count; the previous backup is still good. Check the backup disk.',
  ),
  'audit-broken': w(
    '审计记录的链从第 {{seq}} 条起对不上：有人改动或删除过。请保留现场，用备份里的审计记录核对。',
    'The audit chain does not fit from entry {{seq}} on: something was changed or taken out. Keep everything as it is and compare with the backup’s audit.',
  ),
  'database-unreachable': w(
    '连不上数据库，什么也没有改动。请检查数据库是否在运行，以及 DATABASE_URL 的地址、用户和密码。',
    'The database cannot be reached, and nothing was changed. Check that it runs, and the address, user and password in DATABASE_URL.',
  ),
  'database-newer': w(
    '这个数据库已由更新版本的服务器升级过，没有改动任何内容。请先升级本程序，再启动。',
    'A newer server has upgraded this database, and nothing was changed. Upgrade this program, then start it.',
  ),
  'database-program-failed': w(
    '数据库没能启动或停下（{{program}}：{{said}}）。数据文件夹里原有的都还在；详情见 {{log}}。',
    'The database did not start, or not stop ({{program}}: {{said}}). Everything in the data folder is still there; see {{log}} for more.',
  ),
  'address-unusable': w(
    '服务器不能在 {{host}} 的端口 {{port}} 上监听（{{reason}}），没有启动。请核对 --host 是本机的地址；1024 以下的端口要有权限。',
    'The server cannot listen at {{host}}, port {{port}} ({{reason}}), so it did not start. Check that --host is an address of this machine; ports below 1024 need permission.',
  ),
  'tls-unusable': w(
    'TLS 的证书和私钥不能用（{{reason}}），服务器没有启动。请核对 --tls-cert 和 --tls-key 是同一对 PEM 文件。',
    'The TLS certificate and key cannot be used ({{reason}}), so the server did not start. Check that --tls-cert and --tls-key are one pair of PEM files.',
  ),
  'tls-expired': w(
    'TLS 证书已在 {{until}} 到期，各设备连不上；服务器照样启动。请换上新的证书，再启动一次。',
    'The TLS certificate expired on {{until}}, so no device can connect; the server starts all the same. Put a new one in its place and start again.',
  ),
  'login-wrong': w('账号或密码不对。', 'The name or the password is wrong.'),
  'password-must-change': w('请先设置自己的密码。', 'Choose a password of your own first.'),
  'restore-not-empty': w(
    '这个数据库里已有数据，没有恢复任何内容；请用一个新的数据文件夹或空的数据库。',
    'This database already holds data, so nothing was restored; use a new data folder or an empty database.',
  ),
  'bundle-none': w(
    '这个文件夹里没有设备存下的记录（.chb 文件）。请看是不是插错了 U 盘；各设备上的记录都在。',
    'No device has left records (.chb files) in this folder. Check that it is the right stick; everything is kept on the devices.',
  ),
  'bundle-foreign': w(
    '{{file}} 是写给另一台服务器的，没有读入。请核对 U 盘和服务器；设备上的记录都在。',
    '{{file}} was written for another server and was not taken in. Check stick and server; everything is kept on the device.',
  ),
  'bundle-damaged': w(
    '{{file}} 已损坏，没有读入。设备上的记录都在，请在设备上重新存到 U 盘。',
    '{{file}} is damaged and was not taken in. Everything is kept on the device: save to the stick again.',
  ),
  'bundle-newer': w(
    '{{file}} 由更新版本的程序写成，没有读入。记录都在，请先升级本程序。',
    'A newer version wrote {{file}}, and it was not taken in. Nothing is lost; upgrade this program first.',
  ),
  'stick-unreadable': w(
    'U 盘或这个文件夹读不出来，什么也没有改动。请插好 U 盘、核对文件夹，再试一次。',
    'The stick, or this folder, cannot be read, and nothing was changed. Plug the stick in firmly, check the folder, and try again.',
  ),
  'stick-unwritable': w(
    'U 盘写不进去，没有存完。请看是否插好、是否写保护，再存一次；记录都在本机。',
    'The stick cannot be written, and not everything was saved to it. Check that it is plugged in and not write-protected, and save again; everything is kept here.',
  ),
  'stick-full': w(
    'U 盘空间不够，没有存完。请换一个 U 盘再存；记录都在本机。',
    'The stick is full and not everything was saved to it. Use another stick; everything is kept here.',
  ),
} as const satisfies Record<string, Sentence>;
