import { describe, expect, test } from 'vitest';
import type { Notice } from '#domain/evidence.ts';
import { maskName } from '#domain/masking.ts';
import { examplePolicy } from '#domain/policy.ts';
import { entitlement, fixture, id, people, removal, removalId, replacement, signature, structure } from '#domain/testing/samples.ts';
import { fillIn } from '../../words/language.ts';
import { recordOf } from '../operation/testing/desk.ts';
import { acceptedSheet } from './accepted-sheet.ts';
import { CaseSheetBody } from './case-sheet.tsx';
import { type CaseFacts, type FormedThing, formsOf, sheetOf } from './case-sheets.ts';
import { caseFormWords } from './case-words.ts';
import { LeftoverSheetBody } from './LeftoverSheet.tsx';
import { sheetPage } from './sheet-page.tsx';

const zhang = { name: people.zhang.name, user: people.zhang.id };
const notice: Notice = {
  ...{
    no: '城东告〔2026〕7号',
    on: '2026-03-03',
    way: 'LEFT' as const,
    receiver: '',
    relation: '',
    witness: '刘强',
    deadline: '2026-03-10',
  },
};
const determination = {
  ...{ result: 'ILLEGAL' as const, opinion: '未取得许可', basis: '城乡规划法第六十四条', authority: '城管局', docNo: '' },
  ...{ on: '2026-03-02', by: { name: people.wang.name, user: people.wang.id } },
};
const refusalRecord = { on: '2026-03-04', refuser: '王建国', by: zhang, witness: '刘强' };
const shed = recordOf('structure', id(10), structure({ status: 'refused', determination, notice, refusal: '有批文<b>', refusalRecord }));
const grille = recordOf('fixture', id(20), fixture({ status: 'removed' }));

const factsOf = (thing: FormedThing, change: Partial<CaseFacts> = {}): CaseFacts => ({
  ...{ thing, place: '城东示例小区 1幢1单元101室', office: '城东街道', contact: '王建国', handledBy: '陈静', today: '2026-03-03' },
  ...{ policy: examplePolicy, removals: [recordOf('removal', removalId, removal())] },
  t: (key, values) => fillIn(caseFormWords.zh[key], values),
  say: ({ zh }) => zh,
  nameOf: (name) => name,
  ...change,
});

function printed(form: keyof typeof sheetOf, facts: CaseFacts): string {
  const body = <CaseSheetBody sheet={sheetOf[form](facts)} qr="data:image/png;base64,AA==" words={{ code: '扫码归档', date: '日期：' }} />;
  return sheetPage('表单', 'zh', body);
}

describe('the forms of a thing', () => {
  test('are there when their step is next: paper is printed before it is signed', () => {
    expect(formsOf(recordOf('structure', id(10), structure()), 0)).toEqual([]);
    expect(formsOf(recordOf('structure', id(10), structure({ status: 'determined', determination })), 0)).toEqual(['notice']);
    expect(formsOf(recordOf('fixture', id(20), fixture({ status: 'surveyed' })), 0)).toEqual(['notice']);
    expect(formsOf(shed, 0)).toEqual(['notice', 'witness']);
    expect(formsOf(recordOf('fixture', id(20), fixture({ status: 'notified', notice, owner: 'UNCLAIMED' })), 0)).toEqual(['notice']);
    expect(formsOf(recordOf('structure', id(10), structure({ status: 'madeGood', notice })), 1)).toEqual([
      'notice',
      'removal',
      'acceptance',
    ]);
  });

  test('告知书 says to whom, where, how big, on what basis, by when, what rights there are, whom to ask, and how it was served', () => {
    const html = printed('notice', factsOf(shed));
    const said = ['王建国', '1幢1单元101室', '4×3×2.4 m，12 ㎡', '城乡规划法第六十四条', '2026-03-10', '陈述、申辩', '个人信息'];
    for (const text of [...said, examplePolicy.complaintPhone, '留置送达', '刘强', '城东告〔2026〕7号', '照片编号</th><td>00000000'])
      expect(html).toContain(text);
  });

  test('告知书 of a fixture calls it not illegal and says that it comes back; unserved, it leaves room to write', () => {
    const html = printed('notice', factsOf(recordOf('fixture', id(20), fixture({ status: 'surveyed' }))));
    expect(html).toContain('它不是违法建设');
    expect(html).toContain('请于 2026-03-10 前与社区联系');
    expect(html).toContain('送达方式：＿＿＿＿＿＿');
  });

  test('拒签见证记录 says why, when and before whom, and that nothing is closed by it; what people typed is text', () => {
    const html = printed('witness', factsOf(shed));
    for (const text of ['有批文&lt;b&gt;', '2026-03-04', '见证人签字： 刘强', '不影响当事人以后随时签约']) expect(html).toContain(text);
  });

  test('拆除确认单 says what went and that a fixture comes back by the policy of that day; 验收单 leaves room for each step', () => {
    expect(printed('removal', factsOf(grille))).toContain('示例2026-1');
    const wall = [recordOf('removal', removalId, removal({ targetType: 'structure', policy: null, areaM2: 12 }))];
    expect(printed('removal', factsOf(shed, { removals: wall }))).toContain('不产生归还');
    const html = printed('acceptance', factsOf(shed));
    for (const who of ['施工单位', '监理', '社区', '街道', '住户']) expect(html).toContain(`${who}签字：`);
  });

  test('printed by somebody who has no need to know the household, they name nobody of it', () => {
    const masked = factsOf(shed, { nameOf: maskName, contact: maskName('王建国') });
    for (const form of ['notice', 'witness'] as const) expect(printed(form, masked)).not.toMatch(/王建国|刘强/);
  });
});

describe('还装验收单', () => {
  const line = recordOf('entitlement', id(61), entitlement({ status: 'installed', replacement: id(70) }));
  const came = recordOf('replacement', id(70), replacement());
  const told = { office: '城东街道', address: '1幢1单元101室', position: '南阳台-窗1', contact: '王建国', handledBy: '陈静' };
  const { t, say } = factsOf(grille);
  const html = (accepted: typeof line) => {
    const sheet = acceptedSheet({ line: accepted, replacement: came, ...told, t, say });
    return sheetPage('表单', 'zh', <CaseSheetBody sheet={sheet} qr="data:image/png;base64,AA==" words={{ code: '', date: '' }} />);
  };

  test('sets the new size beside the old, says who answers for it until when, and leaves room to sign before it is accepted', () => {
    const before = html(line);
    for (const text of ['1500×1200 mm', '304不锈钢平面防盗窗', '示例安装公司，2028-03-02', '窗扇能正常开启', '验收意见：＿＿＿＿＿＿']) {
      expect(before).toContain(text);
    }
    for (const who of ['住户', '安装单位', '社区']) expect(before).toContain(`${who}签字：`);
  });

  test('once accepted says so, by which steps, and why it may be smaller', () => {
    const steps = [{ who: 'CONTRACTOR' as const, on: '2026-04-01', by: '示例安装公司' }];
    const acceptance = { on: '2026-04-02', by: zhang, result: '合格', residentSatisfied: true, steps };
    const accepted = recordOf('entitlement', id(61), { ...line.fields, acceptance, shortfall: { reason: '墙垛挡住', signature } });
    for (const text of ['2026-04-02', '验收意见：合格', '施工自检 示例安装公司 2026-04-01', '住户表示：满意', '墙垛挡住'])
      expect(html(accepted)).toContain(text);
  });
});

test('[C7] the 遗留清单 of a closed building names what is still owed, where, and why it was left over', () => {
  const { t, say } = factsOf(grille);
  const line = recordOf('entitlement', id(61), entitlement());
  const sheet = { office: '城东街道', building: '城东示例小区 3幢', closedOn: '2026-05-01', closedBy: '王芳' };
  const lines = [{ line, position: '南阳台-窗1', reason: '空关<b>' }];
  const html = sheetPage(
    '遗留清单',
    'zh',
    <LeftoverSheetBody sheet={{ ...sheet, lines }} qr="data:image/png;base64,AA==" t={t} say={say} />,
  );
  for (const text of ['城东示例小区 3幢', '2026-05-01', '王芳', '1单元101室', '防盗窗 南阳台-窗1', '空关&lt;b&gt;'])
    expect(html).toContain(text);
});
