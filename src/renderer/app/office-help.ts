/** The screens of what is given back, and of the office. */
export const officeHelp = {
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
    zh: [
      '一条应还来自一次拆除。住户选规格、签字：屏上签、签了纸质单拍照、捺印，或有见证人。',
      '装好后量尺寸、拍室内外照片；比原来小的，写明原因、签了字才能验收。验收写谁自检、谁监理；住户签没签字、满不满意都记下，不影响验收。',
      '住户不要的登记放弃，要签字或见证，不作声不算；一次还不完的分批归还；质保期内坏了登记返工；多还、说不清归谁的登记争议。',
      '照片放到了别人家的记录：在“更正”里移过去，写原因；少了照片的显示“缺照片”。',
    ],
    en: [
      'A line comes from one removal. The household chooses and signs: on screen, on paper that is photographed, with a thumbprint, or before a witness.',
      'After installation measure and photograph inside and outside; a piece that is smaller is accepted only with a signed reason. Say who took which step; whether the household signs or is satisfied is recorded and stops nothing.',
      'What a household does not want is waived, signed or witnessed, never by silence; what comes in parts is split; what breaks under warranty is reworked; returned too much, or whose it is unclear: a dispute.',
      'A photo on another household’s record is moved under “Corrections”, with a reason; what is left short says so.',
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
