import { Button, Card, Empty, Flex, Skeleton } from 'antd';
import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { useDesk } from '../../session.tsx';
import { Page } from '../../ui/Page.tsx';
import { usePunctuation, useWord, useWords } from '../../words/language.ts';
import { localTime } from '../../words/local-time.ts';
import { type Site, siteText } from '../estate/site.ts';
import type { Thing } from '../estate/standing.ts';
import { ThingLink } from '../estate/ThingLink.tsx';
import { findSuspects, type SuspectPair, type Suspects } from './suspects.ts';
import { doubleReasonWords, doublesWords } from './words.ts';

/** More are not decided in one go. */
const mostShown = 50;

/** 疑似重复: records that may be one thing, in pairs, where something was recorded last. */
export function DoublesPage() {
  const t = useWords(doublesWords);
  const { db } = useDesk();
  const [reach, setReach] = useState(1);
  const suspects = useLiveQuery(() => findSuspects(db, reach), [db, reach]);
  return (
    <Page title={t('title')} back="/waiting">
      {suspects === undefined && <Skeleton active />}
      {suspects?.pairs.length === 0 && <NoSuspects buildings={suspects.buildings} />}
      {suspects !== undefined && suspects.pairs.length > 0 && <PairList suspects={suspects} />}
      {suspects?.more && (
        <Button size="large" style={{ alignSelf: 'flex-start' }} onClick={() => setReach(reach + 1)}>
          {t('further')}
        </Button>
      )}
    </Page>
  );
}

function NoSuspects({ buildings }: { buildings: number }) {
  const t = useWords(doublesWords);
  return (
    <Empty
      description={
        <>
          <p>{buildings === 0 ? t('nothing') : t('none', { buildings })}</p>
          <p className="hint">{t('teach')}</p>
        </>
      }
    />
  );
}

function PairList({ suspects: { pairs, sites, buildings } }: { suspects: Suspects }) {
  const t = useWords(doublesWords);
  const shown = pairs.slice(0, mostShown);
  const count = pairs.length;
  return (
    <>
      <p className="hint">{t(count > mostShown ? 'foundMost' : 'found', { buildings, count, shown: shown.length })}</p>
      <ul className="plain-list">
        {shown.map((pair) => (
          <li key={`${pair.first.id}${pair.second.id}`} style={{ marginBottom: 12 }}>
            <PairCard pair={pair} site={sites.get(pair.second.fields.place.building)} />
          </li>
        ))}
      </ul>
    </>
  );
}

function PairCard({ pair: { first, second, reasons }, site }: { pair: SuspectPair; site: Site | undefined }) {
  const t = useWords(doublesWords);
  const say = useWord();
  const { list } = usePunctuation();
  return (
    <Card size="small">
      <Flex justify="space-between" align="center" gap={12} wrap>
        <Flex vertical gap={4}>
          <span>
            {site && <strong>{siteText(site, second.fields.place)}</strong>}{' '}
            <span className="hint">{list(reasons.map((reason) => say(doubleReasonWords[reason])))}</span>
          </span>
          <Recorded thing={first} />
          <Recorded thing={second} />
        </Flex>
        <Button size="large" href={`#/waiting/doubles/${first.id}/${second.id}`}>
          {t('compare')}
        </Button>
      </Flex>
    </Card>
  );
}

/** One of the two: what it is, who recorded it and when. */
function Recorded({ thing }: { thing: Thing }) {
  const t = useWords(doublesWords);
  const { list } = usePunctuation();
  const { surveyors, surveyedAt } = thing.fields;
  return (
    <span>
      <ThingLink thing={thing} />{' '}
      <span className="hint">{t('recorded', { who: list(surveyors.map(({ name }) => name)), at: localTime(surveyedAt) })}</span>
    </span>
  );
}
