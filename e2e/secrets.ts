/** What everybody on the desks of these tests chooses. */
export const deskPassphrase = '拆一还一 二十四间';

/** Everybody's own PIN: that they differ shows whose was asked for. */
export const pinOf = (person: string) => ({ 张伟: '1470', 李娜: '2581', 王芳: '3692', 赵敏: '4703', 陈静: '5814' })[person] ?? '9999';
