/** The vocabulary: every code that a person reads, in both languages. Words come from the trade, not from the screens. */
export interface Word {
  zh: string;
  en: string;
}

const w = (zh: string, en: string): Word => ({ zh, en });

export const zoneWords = {
  ROOFTOP: w('楼顶', 'Rooftop'),
  COURT_IN: w('底层庭院内', 'Courtyard, inside'),
  COURT_OUT: w('底层庭院外', 'Courtyard, outside'),
  FACADE: w('突出外墙', 'Facade projection'),
  COMMON: w('楼道及公共部位', 'Stairs and common parts'),
  OTHER: w('其他', 'Other'),
} as const satisfies Record<string, Word>;

export const structureKindWords = {
  SHED: w('棚屋', 'Shed'),
  ROOM: w('搭建房间', 'Built room'),
  CANOPY: w('雨篷披檐', 'Canopy'),
  BALCONY: w('阳台外扩', 'Balcony extension'),
  HEARTH: w('灶台', 'Hearth'),
  WALL: w('围墙', 'Wall'),
  OTHER: w('其他', 'Other'),
} as const satisfies Record<string, Word>;

export const materialWords = {
  BRICK: w('砖混', 'Brick'),
  STEEL: w('彩钢板', 'Steel sheet'),
  WOOD: w('木', 'Wood'),
  GLASS: w('玻璃', 'Glass'),
  ALUMINIUM: w('铝合金', 'Aluminium'),
  STAINLESS: w('不锈钢', 'Stainless steel'),
  IRON: w('铁', 'Iron'),
  PLASTIC: w('塑料', 'Plastic'),
  OTHER: w('其他', 'Other'),
} as const satisfies Record<string, Word>;

export const fixtureTypeWords = {
  GRILLE: w('防盗窗', 'Window grille'),
  INVISIBLE_GUARD: w('隐形防护网', 'Invisible guard'),
  RACK: w('晾衣架', 'Clothes rack'),
  AWNING: w('雨棚', 'Awning'),
  AC_COVER: w('空调罩', 'AC cover'),
  SOLAR: w('太阳能', 'Solar heater'),
  OTHER: w('其他', 'Other'),
} as const satisfies Record<string, Word>;

export const structureStatusWords = {
  draft: w('待补尺寸', 'Sizes to follow'),
  surveyed: w('已摸排', 'Surveyed'),
  determined: w('已认定', 'Determined'),
  notified: w('已告知', 'Notified'),
  agreedSelf: w('签约自拆', 'Agreed: self'),
  agreedAssisted: w('签约助拆', 'Agreed: assisted'),
  refused: w('拒签', 'Refused'),
  ordered: w('已责令限拆', 'Ordered'),
  announced: w('已公告', 'Announced'),
  urged: w('已催告', 'Urged'),
  enforcementDecided: w('已决定强拆', 'Enforcement decided'),
  scheduled: w('已排期', 'Scheduled'),
  foundRemoved: w('发现已自拆', 'Found removed'),
  removed: w('已拆除', 'Removed'),
  cleared: w('已清运', 'Cleared'),
  madeGood: w('已恢复', 'Made good'),
  accepted: w('已销号', 'Closed'),
  kept: w('保留', 'Kept'),
  deferred: w('暂缓拆除', 'Deferred'),
  suspended: w('中止', 'Suspended'),
  disputed: w('有争议', 'Disputed'),
  reopened: w('复建', 'Rebuilt'),
  void: w('作废', 'Void'),
} as const satisfies Record<string, Word>;

export const fixtureStatusWords = {
  surveyed: w('已摸排', 'Surveyed'),
  notified: w('已告知', 'Notified'),
  agreed: w('已签约', 'Agreed'),
  refused: w('拒签', 'Refused'),
  removed: w('已拆除', 'Removed'),
  kept: w('保留', 'Kept'),
  void: w('作废', 'Void'),
} as const satisfies Record<string, Word>;

export const entitlementStatusWords = {
  open: w('待确认', 'To be confirmed'),
  confirmed: w('已确认', 'Confirmed'),
  ordered: w('已下单', 'Ordered'),
  installed: w('已安装', 'Installed'),
  rework: w('返工', 'Rework'),
  accepted: w('已验收', 'Accepted'),
  closed: w('质保期满', 'Warranty over'),
  waived: w('放弃', 'Waived'),
  compensated: w('已补偿', 'Compensated'),
  relocated: w('移位复装', 'Put back elsewhere'),
  disputed: w('有争议', 'Disputed'),
  split: w('已分批', 'Split'),
} as const satisfies Record<string, Word>;

export const debrisStatusWords = {
  surveyed: w('已摸排', 'Surveyed'),
  notified: w('已告知', 'Notified'),
  cleared: w('已清运', 'Cleared'),
  accepted: w('已验收', 'Accepted'),
} as const satisfies Record<string, Word>;

/** From before the app: its source row stands for evidence. */
export const legacyWord: Word = w('历史数据，资料不全', 'Legacy data, incomplete');

export const partyRoleWords = {
  OWNER: w('产权人', 'Owner'),
  OCCUPANT: w('居住人', 'Occupant'),
  BUILDER: w('搭建人', 'Builder'),
  UNKNOWN: w('不详', 'Unknown'),
} as const satisfies Record<string, Word>;

export const ownershipWords = {
  KNOWN: w('有主', 'Known owner'),
  SHARED: w('共有', 'Shared'),
  UNKNOWN: w('权属不明', 'Unknown owner'),
} as const satisfies Record<string, Word>;

export const findingStatusWords = {
  found: w('已发现', 'Found'),
  ordered: w('整改中', 'To be rectified'),
  rectified: w('已整改', 'Rectified'),
  rechecked: w('已销号', 'Closed'),
} as const satisfies Record<string, Word>;

export const findingCategoryWords = {
  QUALITY: w('质量', 'Quality'),
  SAFETY: w('安全', 'Safety'),
  PROGRESS: w('进度', 'Progress'),
  DOCUMENTS: w('资料', 'Documents'),
  MANAGEMENT: w('运行管理', 'Management'),
} as const satisfies Record<string, Word>;

export const visitResultWords = {
  SIGNED: w('已签约', 'Signed'),
  REFUSED: w('拒签', 'Refused'),
  NOT_HOME: w('无人在家', 'Not at home'),
  TALKING: w('沟通中', 'Still talking'),
} as const satisfies Record<string, Word>;

export const salvageWords = {
  HOUSEHOLD: w('住户自留', 'Kept by the household'),
  STORED: w('代为保管', 'Stored'),
  SCRAPPED: w('作废料处理', 'Scrapped'),
} as const satisfies Record<string, Word>;

/** 待还 */
export const owedWord = w('待还', 'Owed');

export const operationStatusWords = {
  planned: w('计划', 'Planned'),
  approved: w('已批准', 'Approved'),
  briefed: w('已交底', 'Briefed'),
  running: w('进行中', 'Running'),
  cutShort: w('中止', 'Cut short'),
  reconciled: w('已核对', 'Reconciled'),
  closed: w('已结束', 'Closed'),
  postponed: w('延期', 'Postponed'),
  cancelled: w('取消', 'Cancelled'),
} as const satisfies Record<string, Word>;

/** 联系尝试: each of them is an attempt, also the one that reached nobody. */
export const contactWayWords = {
  IN_PERSON: w('当面告知', 'In person'),
  BY_PHONE: w('电话联系', 'By phone'),
  NOTICE_LEFT: w('没人，留了告知', 'Nobody in, note left'),
  NOT_REACHED: w('没联系上', 'Not reached'),
  NOBODY: w('不涉及住户', 'No household concerned'),
} as const satisfies Record<string, Word>;

export const targetOutcomeWords = {
  REMOVED: w('已拆', 'Removed'),
  PARTIAL: w('部分拆除', 'Partly removed'),
  REFUSED: w('拒拆', 'Refused'),
  NOT_HOME: w('无人在家', 'Not at home'),
  UNSAFE: w('不具备安全条件', 'Unsafe'),
  DEFERRED: w('顺延', 'Deferred'),
} as const satisfies Record<string, Word>;

export const determinationResultWords = {
  ILLEGAL: w('违法', 'Illegal'),
  LEGAL: w('合法', 'Legal'),
  HISTORICAL: w('历史遗留', 'Historical legacy'),
  TO_VERIFY: w('待规划核查', 'To be verified by planning'),
} as const satisfies Record<string, Word>;

export const serviceWayWords = {
  DIRECT: w('直接送达', 'In person'),
  LEFT: w('留置送达', 'Left on site'),
  POST: w('邮寄送达', 'By post'),
  DELEGATED: w('委托送达', 'By delegate'),
  ANNOUNCED: w('公告送达', 'By announcement'),
} as const satisfies Record<string, Word>;

export const signatureKindWords = {
  SCREEN: w('屏上签字', 'On screen'),
  PAPER: w('纸质签字', 'On paper'),
  WITNESSED: w('见证人见证', 'Witnessed'),
  THUMBPRINT: w('纸质捺印', 'Thumbprint on paper'),
} as const satisfies Record<string, Word>;

export const acceptanceStepWords = {
  CONTRACTOR: w('施工自检', 'Contractor’s own check'),
  SUPERVISOR: w('监理验收', 'Supervisor'),
  COMMUNITY: w('社区验收', 'Community'),
  SUBDISTRICT: w('街道验收', 'Subdistrict'),
} as const satisfies Record<string, Word>;

export const removalModeWords = {
  SELF: w('自行拆除', 'Self'),
  ASSISTED: w('协助拆除', 'Assisted'),
  COMPULSORY: w('依法强制拆除', 'Compulsory'),
} as const satisfies Record<string, Word>;

export const sweepResultWords = {
  NONE: w('未发现', 'None found'),
  FOUND: w('有发现', 'Found'),
  NO_ACCESS: w('未能进入', 'No access'),
} as const satisfies Record<string, Word>;

export const sideWords = {
  FRONT: w('正面', 'Front'),
  BACK: w('背面', 'Back'),
  SIDE: w('侧面', 'Side'),
} as const satisfies Record<string, Word>;

export const photoStageWords = {
  BEFORE: w('拆前', 'Before'),
  DURING: w('拆中', 'During'),
  AFTER: w('拆后', 'After'),
  SERVICE: w('送达', 'Service'),
  SIGN: w('签字', 'Signature'),
  INSTALL: w('还装', 'Reinstallation'),
  PLAN: w('图纸', 'Plan'),
  FINDING: w('问题', 'Finding'),
} as const satisfies Record<string, Word>;

export const occupancyWords = {
  OWNER: w('自住', 'Owner'),
  TENANT: w('出租', 'Tenant'),
  RELATIVE: w('亲属', 'Relative'),
  UNKNOWN: w('不详', 'Unknown'),
} as const satisfies Record<string, Word>;

export const occupancyEndingWords = {
  SOLD: w('产权变更', 'Sold'),
  LET: w('换租', 'Let to others'),
  LEFT: w('搬离', 'Moved out'),
  SPLIT: w('分户', 'Room split'),
  JOINED: w('并户', 'Rooms joined'),
  MISTAKEN: w('登记有误', 'Recorded by mistake'),
} as const satisfies Record<string, Word>;

export const roomChangeWords = {
  SPLIT: w('分户', 'Split'),
  JOIN: w('并户', 'Joined'),
  RENAME: w('改号', 'Renamed'),
  MISTAKEN: w('登记有误', 'Recorded by mistake'),
} as const satisfies Record<string, Word>;

export const orgWords = {
  URBAN_MANAGEMENT: w('城管', 'Urban management'),
  POLICE: w('公安', 'Police'),
  FIRE: w('消防', 'Fire brigade'),
  COMMUNITY: w('社区', 'Community'),
  CONTRACTOR: w('施工', 'Contractor'),
  SUPERVISOR: w('监理', 'Supervisor'),
  AGENT: w('代建', 'Project agent'),
  PROPERTY: w('物业', 'Property management'),
  OWNERS_COMMITTEE: w('业委会', "Owners' committee"),
  OWNER_REPRESENTATIVE: w('业主代表', 'Owner representative'),
} as const satisfies Record<string, Word>;

export const roleWords = {
  team: w('拆违工作组', 'Demolition team'),
  community: w('社区', 'Community staff'),
  clerk: w('街道资料员', 'Clerk'),
  reviewer: w('审核人', 'Reviewer'),
  district: w('区住建局', 'District'),
} as const satisfies Record<string, Word>;

export const recordTypeWords = {
  policy: w('政策', 'Policy'),
  estate: w('小区', 'Estate'),
  building: w('楼幢', 'Building'),
  household: w('住户', 'Household'),
  team: w('工作组', 'Team'),
  sweep: w('排查', 'Sweep'),
  structure: w('违建', 'Structure'),
  fixture: w('设施', 'Fixture'),
  operation: w('行动', 'Operation'),
  removal: w('拆除记录', 'Removal'),
  entitlement: w('应还', 'Entitlement'),
  replacement: w('还装', 'Replacement'),
  photo: w('照片', 'Photo'),
  project: w('改造项目', 'Project'),
  assignment: w('包户', 'Assignment'),
  debris: w('堆积物', 'Debris'),
  visit: w('入户', 'Visit'),
  consultation: w('征询意见', 'Consultation'),
  posting: w('公示', 'Posting'),
  objection: w('意见诉求', 'Objection'),
  statement: w('陈述申辩', 'Statement'),
  returnBatch: w('还装批次', 'Return batch'),
  finding: w('巡查问题', 'Finding'),
  salvage: w('拆下物处置', 'Salvage'),
} as const satisfies Record<string, Word>;

/** The keys of a word table as a tuple zod can read. */
export function codesOf<T extends Record<string, Word>>(words: T): [keyof T & string, ...(keyof T & string)[]] {
  return Object.keys(words) as [keyof T & string, ...(keyof T & string)[]];
}
