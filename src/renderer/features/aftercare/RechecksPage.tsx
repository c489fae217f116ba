import { Card, Flex, Skeleton } from 'antd';
import { useLiveQuery } from 'dexie-react-hooks';
import { addDays } from '#domain/day.ts';
import { type RecheckDay, recheckDays } from '#domain/rechecks.ts';
import { useDesk } from '../../session.tsx';
import { findInState, findRechecks, type RecordOf } from '../../store/records.ts';
import { Page } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import '../estate/elevation.css';
import { findSites, type Site } from '../estate/site.ts';
import { ThingLink } from '../estate/ThingLink.tsx';
import { RecheckTag } from './RecheckTag.tsx';
import { aftercareWords } from './words.ts';

/** How far ahead a team plans its walks, and how far back it looks at what it did. */
const aheadDays = 30;
const backDays = 90;
/** More than anybody walks in a day. */
const listedAtMost = 300;

interface Line {
  structure: RecordOf<'structure'>;
  where: string;
  day: RecheckDay | undefined;
}

/** 回查清单: what is due and overdue, what comes next, what was built again, and what was looked at lately. */
export function RechecksPage() {
  const t = useWords(aftercareWords);
  const lists = useRechecks();
  return (
    <Page title={t('rechecksTitle')} back="/">
      <p className="hint">{t('recheckWhy')}</p>
      {lists === undefined && <Skeleton active />}
      {lists !== undefined && (
        <>
          <Lines title={t('dueList', { n: lists.due.length })} lines={lists.due} none={t('noneDue')} />
          {lists.rebuilt.length > 0 && <Lines title={t('rebuiltList')} lines={lists.rebuilt} none="" />}
          <Lines title={t('comingList', { n: aheadDays })} lines={lists.coming} none={t('noneComing')} />
          <Lines title={t('doneList', { n: backDays })} lines={lists.done} none={t('noneDone')} />
        </>
      )}
    </Page>
  );
}

function useRechecks(): Record<'due' | 'rebuilt' | 'coming' | 'done', Line[]> | undefined {
  const { db, source } = useDesk();
  const today = localDay(source.now());
  return useLiveQuery(async () => {
    const [due, coming, done, rebuilt] = await Promise.all([
      findRechecks(db, 'due', { to: today, limit: listedAtMost }),
      findRechecks(db, 'due', { from: addDays(today, 1), to: addDays(today, aheadDays), limit: listedAtMost }),
      findRechecks(db, 'done', { from: addDays(today, -backDays), to: today, limit: listedAtMost }),
      findInState(db, 'structure', ['reopened'], listedAtMost),
    ]);
    const all = [...due, ...coming, ...done, ...rebuilt];
    const sites = await findSites(
      db,
      all.map(({ fields }) => fields.place.building),
    );
    const lineOf =
      (...states: RecheckDay['state'][]) =>
      (structure: RecordOf<'structure'>): Line => ({
        structure,
        where: siteName(sites.get(structure.fields.place.building)),
        day: recheckDays(structure.fields, today).findLast(({ state }) => states.includes(state)),
      });
    return {
      due: due.map(lineOf('due', 'overdue')),
      coming: coming.map(lineOf('coming')),
      done: done.map(lineOf('done')).reverse(),
      rebuilt: rebuilt.map(lineOf()),
    };
  }, [db, today]);
}

/** The building that a team walks to; the line beside it says where there. */
const siteName = (site: Site | undefined) => (site === undefined ? '' : `${site.estate.fields.name} ${site.building.fields.label}`);

function Lines({ title, lines, none }: { title: string; lines: readonly Line[]; none: string }) {
  const t = useWords(aftercareWords);
  return (
    <Card title={title} size="small">
      {lines.length === 0 && <span className="hint">{none}</span>}
      <ul className="things">
        {lines.map(({ structure, where, day }) => (
          <li key={structure.id}>
            <Flex gap={12} align="center" wrap>
              <ThingLink thing={structure} />
              <span>{where}</span>
              {day !== undefined && (
                <span>
                  {t('recheck', { n: day.months, on: day.on })} <RecheckTag state={day.state} />
                </span>
              )}
            </Flex>
          </li>
        ))}
      </ul>
    </Card>
  );
}
