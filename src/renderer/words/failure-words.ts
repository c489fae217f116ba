import { commandWords } from '#contract/command-words.ts';
import type { Facts, FailureCode } from '#contract/failure.ts';
import type { RuleId } from '#domain/rule.ts';
import type { Word } from '#domain/words.ts';

const w = (zh: string, en: string): Word => ({ zh, en });

/** One sentence per code: what happened, what is safe, what to do. `{{fact}}` names a fact of the failure. */
export const failureWords: Record<FailureCode, Word> = {
  AUTH: w(
    '服务器不认这台设备的登录。本机记录都在，请让资料员查看设备登记。',
    'The server did not accept this device. Everything is kept here; ask the clerk to check its enrollment.',
  ),
  REVOKED: w(
    '这台设备已被停用。记录和照片都在本机，没有丢；请存到 U 盘，连同设备交给资料员。',
    'This device has been revoked. Records and photos are all kept here: save them to a stick, and hand stick and device to the clerk.',
  ),
  FORK: w(
    '服务器上有同一编号的另一份记录（设备可能被复制过）。本机记录都在，请联系管理员。',
    'The server holds a different change under the same number (a copied device?). Everything is kept here; call an administrator.',
  ),
  GAP: w(
    '服务器缺第 {{next}} 号改动，本机此刻也没有读到。其余记录都在；请重新打开程序再同步，仍不行请联系管理员。',
    'The server lacks change {{next}}, and this device cannot find it now. Everything else is kept; open the program again and sync, and call an administrator if it persists.',
  ),
  EPOCH: w(
    '连到的服务器比本机见过的旧，没有向它送任何记录。记录都在本机，请核对服务器地址或联系管理员。',
    'This server is older than the one this device has met, so nothing was sent to it. Everything is kept here; check the address or call an administrator.',
  ),
  CURSOR: w(
    '服务器上的数据要从头收一遍，本机未送达的记录不受影响。请再同步一次。',
    'All data must be received again; unsent work is not affected. Sync once more.',
  ),
  TOO_BIG: w(
    '内容太大，服务器没有收。记录都在本机，请联系管理员。',
    'It was too big for the server, which did not take it. Everything is kept here; call an administrator.',
  ),
  BATCH_BAD: w(
    '服务器读不懂这一批。记录都在本机；请存到 U 盘，并联系管理员。',
    'The server could not read this batch. Everything is kept here: save it to a stick and call an administrator.',
  ),
  BLOB_HASH: w(
    '照片在传输中损坏，原片在本机，下次同步重送。',
    'A photo was damaged on the way. The original is here and will be sent again.',
  ),
  UPGRADE: w(
    '本机程序太旧，服务器不再接受。记录都在本机；请升级后再同步，来不及就先存到 U 盘。',
    'This program is too old for the server. Everything is kept here: upgrade and sync, or save to a stick meanwhile.',
  ),
  BUSY: w('服务器正忙，请稍后再同步。记录都在本机。', 'The server is busy. Everything is kept here; sync again in a while.'),
  DISK: w(
    '服务器磁盘已满，没有收下。记录都在本机，请告诉管理员。',
    'The server’s disk is full. Everything is kept here; tell the administrator.',
  ),
  NOT_FOUND: w('服务器上没有找到。', 'Not found on the server.'),
  ...commandWords,
  'answer-none': w(
    '这个 U 盘里没有给这台设备的回执。请先把 U 盘拿到办公室读入；本机记录都在。',
    'There is no answer for this device on this stick. Take the stick to the office first; everything is kept here.',
  ),
  'answer-damaged': w(
    '{{file}} 是写给这台设备的回执，但已损坏，没有读入；本机什么都没有变。请办公室把 U 盘再读一次，重新写回执。',
    '{{file}} is an answer to this device, but it is damaged and was not taken in; nothing changed here. Have the office take the stick in once more and write it anew.',
  ),
  'answer-old': w(
    '这份回执写在区服务器恢复之前，没有读入；记录都在本机。请办公室把 U 盘再读一次，重新写回执。',
    'This answer was written before the server was restored, so it was not taken in; everything is kept here. Have the office take the stick in once more and write it anew.',
  ),
  'handover-none': w(
    '这个文件夹里没有交接包（.chx 文件）。请看是不是插错了 U 盘或选错了文件夹。',
    'There is no handover (.chx file) in this folder. Check that it is the right stick and folder.',
  ),
  'handover-alone': w(
    '本机还不知道街道里的其他设备，没有写交接包。请先同步一次；记录都在本机。',
    'This device knows no other device of the subdistrict yet, so no handover was written. Sync once first; everything is kept here.',
  ),
  'handover-foreign': w(
    '{{file}} 不是写给这台设备的：来自别的街道，或写它的设备上次同步时本机还没登记。没有读入；记录都在那台设备上。',
    '{{file}} was not written for this device: it comes from another subdistrict, or from a device that last synced before this one was enrolled. Not taken in; everything is kept over there.',
  ),
  'handover-stranger': w(
    '写 {{file}} 的设备本机不认识，或已被停用，没有读入。请本机先同步一次再试。',
    'The device that wrote {{file}} is unknown here, or has been revoked, so it was not taken in. Sync this device once and try again.',
  ),
  'handover-own': w('{{file}} 是本机自己写的交接包，内容本机都有。', 'This device itself wrote {{file}}: all of it is here.'),
  'handover-known': w('{{file}} 以前已经读入过，没有重复记一遍。', '{{file}} has been taken in here before; nothing was recorded twice.'),
  'handover-photos': w(
    '{{file}} 里只有照片，它们的记录不在这个文件夹的交接包里，所以没有读入。请把同一次写的几个文件都拷到一起，再读一次。',
    '{{file}} has photos alone, and no handover in this folder has their records, so it was not taken in. Copy all files that were written together into one folder and take them in again.',
  ),
  'handover-damaged': w(
    '{{file}} 已损坏，没有读入；记录都在写它的设备上。请在那台设备上重写交接包。',
    '{{file}} is damaged and was not taken in; everything is kept on the device that wrote it. Write the handover there once more.',
  ),
  'server-unreachable': w(
    '连不上区服务器。记录都在本机，有网络时再同步。',
    'The district server cannot be reached. Everything is kept here; sync when there is a network.',
  ),
  'server-broken': w(
    '服务器的回答不对。记录都在本机，请检查地址或联系管理员。',
    'The server gave an answer that makes no sense. Everything is kept here; check the address or call an administrator.',
  ),
  'server-other': w(
    '这个地址上现在是另一台区服务器，没有向它送任何记录。记录都在本机；请核对网络和服务器地址，或联系管理员。',
    'Another district server answers at this address now, so nothing was sent to it. Everything is kept here; check the network and the address, or call an administrator.',
  ),
  'server-outdated': w(
    '区服务器的程序比本机旧，还不能同步。记录都在本机；请联系管理员升级服务器。',
    'The district server’s program is older than this one, so they cannot sync yet. Everything is kept here; ask an administrator to upgrade the server.',
  ),
  'enroll-code-wrong': w(
    '登记码不对。请对照资料员给的登记码再输一次。',
    'The enrollment code is wrong. Check it against the one you were given.',
  ),
  'enroll-code-used': w('这个登记码已经用过。请向资料员要一个新的。', 'This enrollment code has been used. Ask for a new one.'),
  'enroll-file-damaged': w(
    '这不是登记文件，或者已损坏。请向资料员要一份新的（文件名以 .che 结尾）。',
    'This is no enrollment file, or it is damaged. Ask for a new one (its name ends in .che).',
  ),
  'enroll-code-expired': w(
    '这个登记码已过期（24 小时）。请向资料员要一个新的。',
    'This enrollment code has expired (24 hours). Ask for a new one.',
  ),
  'server-address-bad': w(
    '服务器地址不对，应以 https:// 开头（本机或局域网可用 http://）。',
    'The server address is not usable: it should start with https:// (http:// only on this machine or the local network).',
  ),
  'not-enrolled': w('这台设备还没有登记。', 'This device is not enrolled yet.'),
  'already-enrolled': w('这台设备已经登记过。', 'This device is already enrolled.'),
  'trial-unavailable': w('这个安装包不带试用服务器，请登记设备。', 'This installation carries no trial server; enroll the device instead.'),
  'trial-start-failed': w(
    '试用服务器没有启动成功，请再试一次；仍不行请登记设备。',
    'The trial server did not start. Try again, or enroll the device.',
  ),
  'second-instance': w('拆还通已经在另一个窗口打开。请用那个窗口。', 'Chaihuan is already open in another window. Please use that one.'),
  'port-taken': w(
    '端口 {{port}} 被别的程序占用，拆还通打不开。数据都在；请关闭那个程序后再开。',
    'Port {{port}} is taken by another program, so Chaihuan cannot open. Data is safe; close that program and start again.',
  ),
  'browser-missing': w('没有找到 Chromium、Chrome 或 Edge，请先安装一个。', 'No Chromium, Chrome or Edge was found; please install one.'),
  'skin-mismatch': w(
    '这个数据文件夹属于另一种外壳，请用原来的方式打开。',
    'This data folder belongs to the other shell; open it the way it was made.',
  ),
  'disk-full': w(
    '磁盘已满，这一次没有保存。请腾出空间后再点保存，已填的内容还在。',
    'The disk is full: this was not saved. Free some space and save again; what you typed is still here.',
  ),
  'disk-low': w(
    '磁盘剩余空间太少，不能再保存。请腾出空间；已保存的和已填的都还在。',
    'Too little disk space is left to save. Free some space; what was saved and what you typed is still here.',
  ),
  'journal-write': w(
    '写入日志失败，这一次没有保存。请再点保存，已填的内容还在。',
    'The journal could not be written: this was not saved. Save again; what you typed is still here.',
  ),
  'store-behind': w(
    '已写进本机日志，不会丢，但画面没能更新。请不要再填一遍：重新打开程序后就会出现。',
    'It is in this device’s journal and safe, but the screen could not follow. Do not enter it again: it appears when the program is opened again.',
  ),
  'store-damaged': w(
    '窗口里的一处数据被改动或损坏，打不开，所以没有显示。日志和服务器上的记录都在，没有丢；可以从日志重建。',
    'Something in this window’s own data was changed or damaged and does not open, so it is not shown. The journal and the server have every record: it can be built anew from the journal.',
  ),
  'store-foreign': w(
    '这个窗口里的数据是另一个数据文件夹的，没有打开，也没有改动。请用原来的数据文件夹打开拆还通。',
    'The data in this window belongs to another data folder: it was not opened, and nothing was changed. Open Chaihuan with the folder it was made with.',
  ),
  'store-full': w(
    '磁盘没有地方了，这个窗口的数据写不下。已保存的都在日志里，没有丢；请删除别的文件腾出空间再试，不要动数据文件夹。',
    'The disk has no room left for this window’s own data. Everything saved is in the journal and safe; free some space by deleting other files, leave the data folder alone, and try again.',
  ),
  'journal-damaged': w(
    '日志文件有损坏的行，已单独放好，其余记录完好。请告诉管理员。',
    'A line of the journal is damaged and has been set aside; the rest is whole. Tell an administrator.',
  ),
  'data-folder-unwritable': w('数据文件夹不能写入，请检查权限。', 'The data folder cannot be written; check its permissions.'),
  'call-refused': w('这个页面没有权限，请重新打开拆还通。', 'This page is not allowed to do that; open Chaihuan again.'),
  'host-gone': w(
    '拆还通的后台程序没有回应。已保存的都在，填过的留在草稿里；请重新打开拆还通，看看这一次存上了没有。',
    'Chaihuan’s own program on this device does not answer. What was saved is safe and what was typed is kept as a draft; open Chaihuan again, and see whether this last one was saved.',
  ),
  'input-bad': w('填写的内容不完整或不对，没有保存。', 'Something entered is missing or wrong; nothing was saved.'),
  internal: w(
    '程序出错了，这一次没有完成。已保存的记录不受影响，请再试一次。',
    'The program failed at this. What was saved is not affected; try again.',
  ),
  sealed: w('这台设备已锁，要用口令打开。记录都在，没有丢。', 'This device is locked and opens with a passphrase. Every record is kept.'),
  'not-signed-in': w('请先登录。已保存的记录都在。', 'Sign in first. What was saved is kept.'),
  'secret-wrong': w('不对，请再试。', 'That is not right. Try again.'),
  'pin-spent': w('PIN 错得太多，请改用口令登录。', 'Too many wrong PINs: sign in with your passphrase.'),
  'passphrase-missing': w('请设一个至少 8 位的口令。', 'Choose a passphrase of at least 8 characters.'),
  'already-secured': w('这个人已经在本机设过口令，请直接登录。', 'This person has already chosen a passphrase here: sign in with it.'),
  'not-granted': w(
    '这个人现在没有在这台设备上工作的授权。存过的都在；请换一个人，或请资料员重新授权，由别人同步一次再试。',
    'This person has no grant for this device at present. Everything saved is kept: let somebody else sign in, or have the clerk grant it anew and somebody sync once.',
  ),
  'recovery-wrong': w(
    '这份恢复应答不是给这台设备的，或已过期。请重新出一份恢复申请。',
    'This recovery answer is not for this device, or has expired. Make a new request.',
  ),
  'recovery-file-wrong': w(
    '这个文件太大，不是恢复应答，没有读入。请选区里发回的恢复应答文件。',
    'This file is too large to be a recovery answer and was not read. Choose the file that the district sent back.',
  ),
  'keys-damaged': w(
    '本机密钥文件读不出来。数据都在，请不要删除数据文件夹，并联系管理员恢复。',
    'The key file of this device cannot be read. The data is there: keep the data folder and ask the administrator for a recovery.',
  ),
  'photo-not-image': w('不是照片，没有收入。', 'Not a picture; left out.'),
  'photo-damaged': w('照片已损坏，没有收入。请重拍或换一份文件。', 'The picture is damaged; left out. Take it again or use another file.'),
  'photo-too-big': w('文件超过 50 MB，没有收入。', 'The file is over 50 MB; left out.'),
  'photo-too-many-pixels': w('照片像素过大，没有收入。', 'The picture has too many pixels; left out.'),
  'photo-missing': w('本机找不到这张照片的原片。', 'The original of this picture is not on this device.'),
  'photo-unreadable': w(
    '本机存的这张原片已损坏，没有上传。其余照片不受影响；有原文件的，请再导入一次。',
    'The original of this picture was damaged on this device and was not sent. No other picture is affected; import it again if you have the file.',
  ),
  'photo-heic-unsupported': w('原片已收入，但本机不能显示 HEIC。', 'The original is kept, but HEIC cannot be shown here.'),
  'pdf-unreadable': w(
    '这个 PDF 打不开或已损坏。请换一份，或把那一页存成图片再选。',
    'This PDF cannot be opened or is damaged. Use another, or save its page as a picture.',
  ),
  'file-unreadable': w('读不出这个文件，存储卡可能已拔出。', 'This file cannot be read; the card may have been taken out.'),
  'phone-no-network': w(
    '这台设备现在不在本地网络里，手机连不上。请连上无线网，或打开这台设备的热点。',
    'This device is in no local network now, and no phone can reach it. Join a Wi-Fi, or open a hotspot here.',
  ),
  'xlsx-unreadable': w(
    '这个文件不是能读的 Excel（xlsx）文件。什么也没有导入。',
    'This file is not a readable Excel (xlsx) workbook. Nothing was imported.',
  ),
  'xlsx-columns-missing': w(
    '表里缺少这些列：{{columns}}。什么也没有导入。',
    'The sheet lacks these columns: {{columns}}. Nothing was imported.',
  ),
  'xlsx-empty': w('表里没有住户。什么也没有导入。', 'The sheet has no households. Nothing was imported.'),
  'pdf-failed': w('PDF 没有生成。记录不受影响，请再试一次。', 'The PDF could not be made. Records are not affected; try again.'),
  cancelled: w('已取消。', 'Cancelled.'),
};

/** Why a rule says no, as a person would say it. */
export const ruleWords: Record<RuleId, Word> = {
  SCHEMA: w('有必填的内容没有填对。', 'Something required is missing or out of range.'),
  NO_GRANT: w('当前人员没有在这台设备上登记的权限。', 'The current user has no grant on this device.'),
  ROLE: w('当前角色不能做这一步。', 'Your role may not do this.'),
  IMMUTABLE: w('这条记录是事实，不能改，只能更正。', 'This record is a fact: it can be corrected, not changed.'),
  UID_CLASH: w('同一个编号下有两条不同的记录。', 'Two different changes carry the same id.'),
  STATE: w('现在的状态不能做这一步，可能已有人做过。', 'The present state does not allow this; someone may have done it already.'),
  LATE: w(
    '到了现在的状态，这一项不能再改；拆除前后有出入的，请补充摸排。',
    'In its present state this can no longer be changed; where more or less was there, add a supplementary survey.',
  ),
  NO_RECORD: w('它所依据的记录不存在。', 'The record it rests on does not exist.'),
  ID_TAKEN: w('这个编号已经有另一条记录。', 'Another record already has this id.'),
  EDIT_ON_DELETED: w('这条记录已被删除。', 'This record has been deleted.'),
  DELETE_VS_EDIT: w('别人刚改过这条记录，不能直接删除。', 'Someone else has just changed this record; it cannot simply be deleted.'),
  FIELD: w('两台设备改了同一项，请核对。', 'Two devices changed the same field; please check.'),
  NO_CONFLICT: w('要处理的这一条待核对已不在，或对不上。', 'The conflict to be resolved is not there, or is not about this record.'),
  RESOLVE_ALONE: w('违反规则的待核对要一条一条处理，不能批量。', 'A conflict that breaks a rule is resolved one at a time, never in bulk.'),
  RESOLVE_STALE: w('您看过之后又有人改了，请再核对一次。', 'Somebody changed it after you looked: please look again.'),
  GROUP_PARKED: w('同一次保存里有一项待核对，其余一并等候。', 'One change of the same save needs checking; the others wait with it.'),
  C1: w('拆除与归还的数量对不上。', 'What was removed and what was given back do not add up.'),
  C2: w('这一件已经还过，或与拆除记录对不上。', 'This piece has been given back already, or does not match its removal.'),
  C3: w('按现行政策，这类设施不予归还。', 'Under the policy in force this type is not given back.'),
  COUNT: w(
    '数量没有按政策的单位（件、窗洞或米）计，或与尺寸对不上。',
    'It is not counted as its policy counts (pieces, windows or metres), or not as its sizes say.',
  ),
  C4: w(
    '住户自行拆下的，要有拆前照片，或两人签名的情况说明。',
    'What a resident took down alone needs a photo from before, or a note by two people.',
  ),
  C5: w('没有可比的尺寸。', 'There are no sizes to compare.'),
  C7: w('还有待还或有争议的项目，不能结清这一幢。', 'Something is still outstanding or disputed here; the building cannot be closed.'),
  BUILDING_CLOSED: w(
    '这一幢已结清，再拆要先请审核人重新打开。拆除记录不会丢，打开后再入账。',
    'This building has been closed: a reviewer reopens it before anything more is removed. The removal is kept and counted then.',
  ),
  ADDRESS_BAD: w(
    '幢号写得不规范，或改号时没有保留旧号。',
    'The building’s number is not in its plain form, or its old number was not kept.',
  ),
  ADDRESS_TAKEN: w(
    '同一小区已有这个幢号（或曾用过），请核对是不是同一幢。',
    'Another building of the estate has this number, or had it: check whether they are one.',
  ),
  ROOM_LOST: w(
    '房号只能通过分户、并户、改号或登记有误移除，并写明原因；已经移除的房号不能再移除一次。',
    'A room leaves only by being split, joined, renamed or struck off, with a reason; one that has left cannot leave again.',
  ),
  DATES: w('结束日期不能早于开始日期。', 'It cannot end before it begins.'),
  AUTHORITY: w('按现行政策，认定机关不在名单里。', 'The policy in force names other authorities for a determination.'),
  D1: w('认定人不能是这处违建的摸排人。', 'The determiner may not be one of the surveyors of this structure.'),
  D2: w('要有两个人，一个人不算数。', 'This takes two people; one alone is not enough.'),
  O1: w('还有点位没有结果。', 'Some targets have no outcome yet.'),
  O2: w('这处已经在另一个行动里。', 'This target is already in another operation.'),
  O3: w('拆除数量超过摸排数量，请先补充摸排。', 'More is removed than was surveyed; add a supplementary survey first.'),
  O4: w('没有强制执行决定，不能按强制拆除登记。', 'Compulsory removal needs an enforcement decision.'),
  SURVEYORS_TWO: w('摸排要有两名摸排人。', 'A survey needs two surveyors.'),
  RECHECK_PHOTO: w('回查要有一张现场照片。', 'A recheck needs a photo of what is there.'),
  SURVEY_PHOTOS: w('摸排至少要两张照片：全景和近景。', 'A survey needs two photos: overview and close-up.'),
  SIZES_MISSING: w('还缺面积或结构。', 'The area or the material is missing.'),
  AREA_MISMATCH: w('面积与长×宽相差超过 5%，请写明原因。', 'The area differs from length × width by more than 5 %: give a reason.'),
  EVIDENCE_MISSING: w('这一步需要的材料还没有填。', 'What this step needs is not filled in yet.'),
  WITNESS_MISSING: w('留置或见证要有见证人和照片。', 'Leaving a notice, or witnessing, needs a witness and a photo.'),
  RECEIVER_MISSING: w('还没有写谁签收。', 'Who received it is missing.'),
  PROXY_RELATION: w('受托人要写明与户主的关系。', 'A proxy says how they stand to the owner.'),
  PARTY_AGAINST: w('有一方不同意，请按“有争议”登记，不能按签约登记。', 'A party is against it: record a dispute, not an agreement.'),
  PARTIES_UNSIGNED: w('共有的各方都要签字。', 'Every owner of it signs.'),
  ACCEPTANCE_ORDER: w(
    '验收要按施工自检、监理、社区、街道的次序。',
    'Acceptance goes from contractor to supervisor, community and subdistrict.',
  ),
  TO_VERIFY: w('还在待规划核查，有了结论再告知。', 'Planning has still to verify it: notify once there is a result.'),
  WARRANTY_OVER: w(
    '质保期已过，不能按质保返工；可登记争议。',
    'The warranty is over: it is no rework under warranty; a dispute may be recorded.',
  ),
  MERGE_OPEN: w(
    '并掉的一件还在没结束的拆违行动里，或者有没答复的陈述申辩。请先了结，再并档。',
    'The one that gives way is still in an operation that runs or is planned, or has a statement that nobody decided. Settle that first.',
  ),
  BATCH_TWICE: w('有一项已在另一个还装批次里。', 'A line is already in another return batch.'),
  PROJECT_TWICE: w('这个小区这一年已有改造项目。', 'The estate already has a project for that year.'),
  PHOTOS_BEFORE_AFTER: w('要有拆前和拆后照片。', 'Photos before and after are needed.'),
  PHOTOS_DURING: w('协助拆除还要有拆中照片。', 'Assisted removal also needs a photo during the work.'),
  PHOTO_INSTALL: w('还装要有室内、室外两张照片。', 'A replacement needs a photo inside and one outside.'),
  BRIEFING_MISSING: w(
    '组长、项目经理、安全员、成员、点位和安全交底齐了才能开始。',
    'It can start once leader, project manager, safety officer, members, targets and the signed briefing are there.',
  ),
  CONTACT_MISSING: w('还有点位没记怎样联系的住户。', 'For some target it is not recorded how its household was tried.'),
  OUTCOME_REASON: w('没有拆除的点位要写原因或拍照。', 'A target that was not removed needs a reason or a photo.'),
  SIGNATURE_MISSING: w('还没有签字。', 'The signature is missing.'),
  SHORTFALL_UNSIGNED: w(
    '新装尺寸小于原尺寸，要写明原因并由住户签字。',
    'It is smaller than what was removed: give the reason and let the household sign.',
  ),
  COMPENSATION_OFF: w('按这份政策，不能折价补偿。', 'The policy it was removed under offers no compensation.'),
  UPGRADE_UNLISTED: w('政策里没有这项自费升级，或金额超出。', 'The policy does not list this upgrade, or not at this price.'),
  WARRANTY_RUNNING: w('质保期还没有满。', 'The warranty has not run out yet.'),
  ISOLATION_OPEN: w('还有停用的水、电、气没有恢复。', 'A supply that was cut for safety has not been restored.'),
  POSTING_MISSING: w('权属不明的，要先公示。', 'Where the owner is unknown, a posting comes first.'),
  POLICY_BAD: w('政策内容前后矛盾。', 'The policy contradicts itself.'),
};

/** A failure as a sentence in one language, its facts filled in. */
export function sentence(word: Word, language: 'zh' | 'en', facts: Facts = {}): string {
  return word[language].replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(facts[name] ?? ''));
}
