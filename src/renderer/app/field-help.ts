/** The screens of a team in the field. */
export const fieldHelp = {
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
};
