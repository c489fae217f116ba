import type { Language } from '../words/language.ts';

/** A screen's help: a few sentences, in the order a person needs them. */
export type Help = Readonly<Record<Language, readonly string[]>>;

/** By the screen's address; `$` stands for any part of it. */
export const helpOf: Readonly<Record<string, Help>> = {
  '/': {
    zh: [
      '每天从这里开始：“新建摸排”记一处新的；没填完的表可以接着填。',
      '今天的行动、分给您的楼幢、待补尺寸的违建都在这里，点开就能做下一步。',
      '“这台设备”说明还有多少没送达、最早是什么时候的。没送达的只在这台设备上，收工前请同步。',
    ],
    en: [
      'Start here: “New survey” records a new thing; forms that were not finished can be gone on with.',
      'Today’s operations, your buildings and what waits for sizes are here; open one to take its next step.',
      '“This device” says how much is unsent and since when. What is unsent is only here: sync before you go home.',
    ],
  },
  '/tray': {
    zh: [
      '相机卡、手机里的照片先收到这里：选照片、选整个文件夹，或拖进来。坏的、过大的、不是照片的会写明名字跳过，其余照收。',
      '点照片选中，“归档到…”选记录和阶段，照片就进那条档案，水印也随之改好。',
      '收到这里的照片断电不丢；没归档的不算证据，也不会同步。',
    ],
    en: [
      'Photos of a card or phone are kept here first: choose files, a whole folder, or drop them. Bad ones are named and left out.',
      'Select photos, then “File with…” a record and stage: they become its evidence and are watermarked for it.',
      'No power cut loses them; but before they are filed they prove nothing and are not sent.',
    ],
  },
  '/photos/$/$': {
    zh: [
      '前后对比：选左右两张，拖动分界线；或并排看。',
      '点一张照片，可以画箭头、方框，或遮挡人脸、门牌。原片不变，画的只是一层。',
      '“导出共享副本”给外单位：遮挡处全黑，没有定位和水印。',
    ],
    en: [
      'Before and after: choose two photos and drag the line between them, or see them side by side.',
      'Open a photo to draw arrows and boxes, or hide faces and door numbers. The original stays; what is drawn is a layer.',
      '“Copy for others” has black boxes where something is hidden, and neither place nor watermark.',
    ],
  },
  '/estates': {
    zh: ['选一个小区，看它的楼幢。', '资料员在这里新建小区，再导入住户花名册（xlsx），楼幢和住户一次建好。'],
    en: [
      'Choose an estate to see its buildings.',
      'The clerk creates an estate here, then imports its roster (xlsx) with buildings and households.',
    ],
  },
  '/estates/$': {
    zh: ['每张卡片是一幢楼：室数、住户、违建、设施。点开看立面。'],
    en: ['Each card is a building: rooms, households, structures, fixtures. Open one to see its elevation.'],
  },
  '/estates/$/import': {
    zh: ['选花名册文件，先看预览：哪些新建，哪些已存在，哪些行有问题。', '确认后才写入；同一份再导一次，不会重复。'],
    en: [
      'Choose the roster; the preview says what is new, what exists, and which rows are wrong.',
      'Nothing is written before you confirm; importing the same file again doubles nothing.',
    ],
  },
  '/estates/$/plan': {
    zh: [
      '一张小区总平面图，违建标在它的位置上。挨得近的合成一个数字，放大就分开。',
      '下面选一处违建或一幢楼，点图上的位置，保存。键盘：方向键移动，Shift 走得快。',
      '点图上的标记，打开那处违建的档案；上面可以只看几种状态。',
    ],
    en: [
      'The estate’s plan with its structures where they stand. Near ones are one number until you enlarge the plan.',
      'Choose a structure below, tap its place, save. Keyboard: arrows move it, Shift further.',
      'A pin opens its structure; states can be filtered above.',
    ],
  },
  '/buildings/$': {
    zh: [
      '立面里一格是一室：颜色、符号和文字都说同一个状态，数字是项数。点一格，下面是住户和记录。',
      '键盘：方向键移动，Home、End 到一行的头尾，回车选中。',
      '空白不等于没有：“未排查”是没人看过。在“突出外墙”点“排查”，记下看过没有。',
      '“只看未排查”“只看包给我的”可以一起用；进度条说明还差多少。',
      '“见××室”是跨几户的东西，数量计在那一室。楼改名、分户并户、旧表数据，在最下面的“更正”里登记，写明原因。',
    ],
    en: [
      'A cell is a room: colour, shape and word say the same state, the number counts. Select one to see its household and records below.',
      'Keyboard: arrows move, Home and End go to a row’s ends, Enter selects.',
      'Blank is not clean: “Not swept” means nobody looked. Press “Sweep” at the facade to say that somebody did.',
      '“Unswept only” and “Assigned to me only” may be combined; the bars say how far the building is.',
      '“See room …” is something over several rooms that counts there. A new name, rooms split or joined and old tables go under “Corrections” at the end.',
    ],
  },
  '/survey': {
    zh: ['先选楼，再选记什么：违建、设施，还是堆积物。', '上次走的楼会先摆出来；要换楼，点下面的楼幢。'],
    en: [
      'First the building, then what: a structure, a fixture, or debris.',
      'The building you walked last comes first; choose another below.',
    ],
  },
  '/survey/structure': {
    zh: [
      '快速记录：部位、类别、位置和两张照片，点“快速记录”就存下了，标“待补尺寸”。',
      '尺寸齐了点“保存”。面积按长×宽自动算；改了且相差超过 5%，要写原因。',
      '类别、材质、第二摸排人沿用您上一次的，不对就改。',
    ],
    en: [
      'Quick record: zone, kind, place and two photos; it is safe at once and marked “sizes to follow”.',
      'With all sizes press “Save”. The area is length × width; if you change it by more than 5 %, say why.',
      'Kind, material and second surveyor are those of your last survey: change what differs.',
    ],
  },
  '/survey/fixture': {
    zh: [
      '位置可以点现成的名称，编号自动往下排；同一户同一类型不能重名。',
      '“保存并记下一个”留在同一户：位置编号加一，“同上一个”把尺寸照抄过来，照片要重新拍。',
    ],
    en: [
      'Tap a usual position; its number goes on from what the flat has. A position is unique per flat and type.',
      '“Save and record the next” stays in the flat: the position counts on, “Same as the last” copies the sizes, photos are taken anew.',
    ],
  },
  '/survey/debris': {
    zh: ['写明多少方、是谁的、哪些要留。', '权属不明的，下一步是张贴公示；公示到期再清运。'],
    en: [
      'Say how much it is, whose, and what is to stay.',
      'Where nobody is known to own it, a posting comes first; it is cleared when that has ended.',
    ],
  },
  '/survey/pending': {
    zh: ['快速记录在这里等量尺寸。点一条，在它的页面“补齐摸排”。'],
    en: ['Quick records wait here to be measured. Open one and complete the survey on its page.'],
  },
  '/structures/$': {
    zh: [
      '最上面是状态和下一步；“其他情况”里有争议、暂缓、中止、发现已自拆、复建、作废。',
      '认定人不能是摸排人。拒签不是终点，随时可以再签。',
      '法律文书的日期是给律师核对的提示，不会放行，也不会拦住任何一步。',
      '跨几户的写明“涉及的户”：只计一次，产权人都要签字。记了两遍的、照片放错的，在“更正”里改。',
    ],
    en: [
      'State and next step come first; “In other cases” has dispute, deferral, suspension, found removed, rebuilt and void.',
      'Whoever surveyed cannot determine. A refusal closes nothing: an agreement may follow at any time.',
      'The dates of statutory documents are for a lawyer to check. They open no step and lock none.',
      'Name every room concerned: it counts once, and every owner signs. Doubles and misplaced photos are put right under “Corrections”.',
    ],
  },
  '/fixtures/$': {
    zh: [
      '设施不是违建，只能协商拆除，拆了按政策还。',
      '拆下后、还装前，登记临时防护；拆下物去了哪里，也记在这里。',
      '没人认领的先公示，到期拆下存放，有人来再认领；住户自己拆了的，登记“发现已自拆”，照样要还。',
    ],
    en: [
      'A fixture is not illegal: it is removed by consent only, and given back by policy.',
      'Between removal and return record the interim protection, and what became of the removed pieces.',
      'What nobody claims is posted, removed and stored once the posting ends, and claimed later. What a household took down itself is owed all the same.',
    ],
  },
  '/debris/$': {
    zh: ['有主的先告知，没主的先公示；清运后拍照，最后验收。'],
    en: ['Known owners get a notice, unknown ones a posting; photograph what was cleared; acceptance ends it.'],
  },
  '/operations': {
    zh: ['联合行动从计划、批准、交底、进行、核对到结束。点编号看点位和下一步。'],
    en: ['An operation is planned, approved, briefed, run, reconciled and closed. Open its number to see targets and next step.'],
  },
  '/operations/new': {
    zh: ['只有签约或已决定强制执行、且不在别的行动里的点位会列出来。', '选工作组，勾人员和点位，保存后等批准。'],
    en: [
      'Only what is agreed or decided, and in no other operation, is listed.',
      'Choose team, people and targets; it then waits for approval.',
    ],
  },
  '/operations/$': {
    zh: [
      '每个点位一个结果，照片拍齐。没拆的写原因，或拍一张。',
      '下雨：一点就中止，没结果的点位全部顺延，已拆的不变。',
      '停水停电只为安全：登记隔离，用完登记恢复；没恢复的，行动不能结束。',
      '人多就分组：一幢一组或一单元一组，各组点位分开列；您带的组排在最前面。点位也可以在平面图上看、在图上登记。',
      '核对前写明哪些设备还没同步。行动清单可以打印带走。结束后，“善后”列出还要清运、恢复、验收、防护的。',
    ],
    en: [
      'One outcome for each target, with its photos. What was not removed gives a reason or a photo.',
      'Rain: one tap cuts it short; targets without an outcome are deferred, removals stand.',
      'Supplies are cut for safety alone: record it, and that it is on again; the operation does not close before.',
      'Split many targets into groups by building or unit: each is listed apart, yours first. Targets are also on the site plan.',
      'Before reconciling name the devices that have not synced. The action list can be printed. Afterwards the page says what remains.',
    ],
  },
  '/operations/$/plan': {
    zh: ['批准前，时间、人员、点位都可以改；移出的点位可以排进别的行动。批准后要改，先延期。'],
    en: ['Time, people and targets can be changed until approval; a target that leaves is free. After approval postpone it first.'],
  },
  '/rechecks': {
    zh: [
      '违建销号后第 3、6、12 个月回去看一次；到期和超期的列在最上面，点开档案登记。',
      '没有复建：拍一张，登记“去看过”。又搭起来了：在档案的“其他情况”里登记复建。',
    ],
    en: [
      'A closed structure is looked at again after 3, 6 and 12 months. What is due or overdue comes first; open its file to record it.',
      'Nothing rebuilt: take one photo and record it as seen. Rebuilt: record that in its file under “In other cases”.',
    ],
  },
  '/teams': {
    zh: ['工作组有组长和各单位成员。行动从工作组里挑人；住户在楼幢页面分给工作组包户。'],
    en: [
      'A team has a leader and members of several organisations. Operations take their people from it; households are assigned to it on a building’s page.',
    ],
  },
  '/owed': {
    zh: [
      '每一户、每一类：拆了多少，还了多少，还欠多少。点一条，做下一步：确认、安装、验收。',
      '可以逐条看，也可以按户、楼幢、小区、类型看；点一幢，整幢一起还。无人认领的也在这里，带着它的公示。',
    ],
    en: [
      'Per room and type: removed, returned, still owed. Open a line for its next step: confirm, install, accept.',
      'See it by line, household, building, estate or type; open a building to give back to all of it. What nobody claims is here with its posting.',
    ],
  },
  '/buildings/$/return': {
    zh: [
      '一幢一幢还：把还不在批次里的放进“还装批次”，交给一家安装单位。',
      '“打印全幢确认单”一户一页，签好拍照，批次里按二维码归到各户。',
      '统一加装不是拆一还一，单独记。没有待还和争议了，由审核人结清；空关房列入遗留清单，仍然待还。',
    ],
    en: [
      'Give back building by building: put what is in no batch into one, for one installer.',
      'Print the building’s confirmations, a household to a page; once signed and photographed the batch files them by their codes.',
      'Uniform additions are apart. With nothing outstanding or disputed a reviewer closes the building; empty rooms go on a list of leftovers, still owed.',
    ],
  },
  '/batches/$': {
    zh: [
      '一行一户，一列一类。先选：点一格、一行或一列；方向键移动，空格选中。下面的按钮只对选中的做。',
      '不能一起做的会写出是哪一户、为什么，其余照常保存。',
      '安装要每一条都量尺寸、拍室内外照片；没齐的留着，下次接着填。',
      '安装单位做不了：选中，退单，写明原因，再放进另一个批次。',
    ],
    en: [
      'A household to a row, a type to a column. Choose first: a cell, a row or a column; arrows move, space chooses. The buttons act on what is chosen.',
      'What cannot go along is named with the reason; the rest is saved.',
      'Installing takes sizes and photos inside and outside of each line; what is incomplete stays, to be gone on with.',
      'When an installer fails: choose, withdraw with a reason, and put the lines into another batch.',
    ],
  },
  '/rooms/$': {
    zh: [
      '这一室的全部：谁住着、有什么照顾需要、还欠什么、欠了多久、哪些意见等答复。',
      '“登记”里记入户、征询意见、诉求和照顾需要。敲门没人也记一次入户；照顾需要只写要我们做什么，不写病情。',
      '“经过”按时间排着原有什么、拆了什么、还了什么、谁签的字、谁来过；可以只看一类。',
      '这一室的账：拆除 = 已还 + 放弃 + 补偿 + 移位 + 待还。',
    ],
    en: [
      'All of one room: who lives there, what accommodation they need, what is owed since when, which opinions wait for an answer.',
      '“Record” takes visits, opinions, objections and accommodations. A knock that nobody answered is a visit; of an accommodation say what we do, never an illness.',
      '“What happened” puts in order what was there, went and came back, who signed and who came; show one kind alone if you like.',
      'The account: removed = returned + waived + compensated + relocated + owed.',
    ],
  },
  '/buildings/$/postings': {
    zh: ['改造方案、征询结果、无人认领的东西，先在这里公示：内容、张贴位置、起止、一张张贴的照片。'],
    en: ['Plans, results and what nobody claims are posted here first: text, where it hangs, its days, and a photo of it.'],
  },
  '/postings/$': {
    zh: ['公示的内容和照片不能改；收到的意见一条一条记在下面，可以不具名。'],
    en: ['A posting’s text and photos stay as they are; what people say is noted below, one by one, named or not.'],
  },
  '/policies': {
    zh: [
      '现行政策用大白话写在这里，不联网也能看；每个人照着同一份口径讲。',
      '新版和旧版差在哪里、影响谁，也在这里：已经拆除的一件也不受影响。',
    ],
    en: [
      'The policy in force, in plain words and without a network: everybody tells people the same.',
      'Where a new version differs and whom it touches stands here too: nothing that is removed already.',
    ],
  },
  '/policies/$': {
    zh: ['一版政策的口径，和上一版差在哪里。已经拆除的按拆除那天的版本还。'],
    en: ['One version in words, and where it differs from the one before. What was removed comes back by the version of that day.'],
  },
  '/entitlements/$': {
    zh: ['一条应还来自一次拆除。住户选规格、签字；装好后拍内外照片，量尺寸，再验收。'],
    en: [
      'A line comes from one removal. The household chooses and signs; after installation photograph inside and outside, measure, accept.',
    ],
  },
  '/ledgers': {
    zh: ['三本台账导出为 xlsx，用 WPS 或 Excel 打开；每次导出都留痕。'],
    en: ['Three ledgers as xlsx for WPS or Excel; every export is logged.'],
  },
  '/search': {
    zh: ['房号、姓名、电话尾号、编号都能查，拼音首字母也行。常用的筛选可以起名存下。'],
    en: ['Find by room, name, end of a phone number or code, in pinyin too. Filters you use often can be kept under a name.'],
  },
  '/receipts/$': {
    zh: ['一次送达的回执：逐批写明入账、待核对和照片校验；可以打印留底。'],
    en: ['The receipt of one delivery: what was stored, what is to be checked, which photos were verified. It can be printed.'],
  },
  '/waiting': {
    zh: [
      '两台设备改了同一项，或不合规则的，服务器都留着，列在这里等人决定。可以按类别看。',
      '点开看是谁、几时、为什么；决定的是资料员或审核人。决定之后要同步才送达。',
    ],
    en: [
      'Where two devices changed one field, or a rule was broken, the server keeps it and lists it here. Filter by kind.',
      'Open one to see who, when and why; a clerk or reviewer decides. A decision arrives with the next sync.',
    ],
  },
  '/waiting/$': {
    zh: [
      '冲突：每一项选服务器上的，或设备送来的，写理由，保存。',
      '其他的：放行会按现在的记录再核一遍；拒绝要写理由；拿不准就退回核实，写明请谁、几时前。',
      '一次保存的几条一起决定。退回给您的，在这里写核实的结果。',
    ],
    en: [
      'A conflict: choose the server’s or the device’s value for each field, say why, save.',
      'Otherwise: a release is judged again by what stands now; a rejection needs a reason; in doubt give it back, to whom and by when.',
      'What was saved together is decided together. What was given back to you is answered here.',
    ],
  },
  '/waiting/doubles': {
    zh: [
      '可能是同一处的记录，成对列在这里：同一幢同部位同类别，同一室同位置，或定位挨得很近。',
      '点“并排看”，看清了再定。从最近有登记的楼看起；“再往前看”看更早的。',
    ],
    en: [
      'Records that may be one thing, in pairs: same building, zone and kind; same room and position; or pins side by side.',
      'Press “Compare”, look, then decide. It begins where something was recorded last; “Look further back” goes on.',
    ],
  },
  '/waiting/doubles/$/$': {
    zh: [
      '两条记录逐项并排，不一样的写明“不同”；点照片看大图。',
      '是同一处就合并，先写明留下哪一条；不是同一处就记为两处，以后不再问。资料员或审核人决定。',
    ],
    en: [
      'The two side by side, field by field; what is unlike says “differs”. Open a photo to see it large.',
      'One thing: merge; which of them stays is said first. Two things: keep as two, and it is not asked again. A clerk or a reviewer decides.',
    ],
  },
  '/sync': {
    zh: [
      '按“同步”，等回执：入账多少，待核对多少，照片几张校验一致。',
      '没有网：存到 U 盘带走；服务器的回执也从 U 盘带回来。',
      '下午的设备要接着上午的办，又没有网：上午的写交接包，下午的读交接包。入库之前标“未入库”。',
      '“街道的设备”说每台上次什么时候联系过、还有多少没送到、时钟准不准。',
    ],
    en: [
      'Press “Sync” and read the receipt: how many were stored, how many to check, how many photos verified.',
      'No network: write to a stick; the receipt comes back on it.',
      'To go on in the afternoon with the morning’s work and no network: the morning’s device writes a handover, the afternoon’s takes it in. It is marked until it is stored.',
      '“Devices of the subdistrict” says when each was last heard, what is unsent there, and whether its clock is right.',
    ],
  },
};

/** The help of the screen at an address; undefined where there is no such screen. */
export function helpFor(path: string): Help | undefined {
  const parts = path.replace(/\/+$/u, '').split('/');
  const fits = (pattern: string) => {
    const own = pattern.replace(/\/+$/u, '').split('/');
    return own.length === parts.length && own.every((part, index) => part === '$' || part === parts[index]);
  };
  // An address in full comes before one with a place for anything.
  const found = Object.keys(helpOf)
    .filter(fits)
    .toSorted((a, b) => a.split('$').length - b.split('$').length)[0];
  return found === undefined ? undefined : helpOf[found];
}
