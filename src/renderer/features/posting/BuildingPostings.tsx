import { Button, Card, Empty, Flex, Skeleton } from 'antd';
import { useState } from 'react';
import { mayCreate } from '#domain/authority.ts';
import { placeText } from '#domain/place.ts';
import { useDesk } from '../../session.tsx';
import { useRecords } from '../../store/records.ts';
import { Page } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { type Site, siteText, useSite } from '../estate/site.ts';
import { PostingForm } from './PostingForm.tsx';
import { PostingStanding } from './PostingPage.tsx';
import { beginningOf } from './posting.ts';
import { postingWords } from './words.ts';

/** What hangs and hung at a building, the latest first, and the form of the next. */
export function BuildingPostings({ building }: { building: string }) {
  const t = useWords(postingWords);
  const site = useSite(building);
  if (site) return <Postings site={site} />;
  return (
    <Page title={t('postings')} back="/estates">
      {site === undefined ? <Skeleton active /> : <Empty description={t('noBuilding')} />}
    </Page>
  );
}

function Postings({ site }: { site: Site }) {
  const t = useWords(postingWords);
  const { user } = useDesk();
  const [posting, setPosting] = useState(false);
  const { building } = site;
  const postings = useRecords('posting', building.id)?.toSorted((a, b) => b.fields.from.localeCompare(a.fields.from));
  const place = { building: building.id, unit: null, room: null, label: null };
  const subject = { place: siteText(site, place), code: t('posting') };
  const may = mayCreate('posting', user);
  const open = may && !posting && (
    <Button type="primary" size="large" onClick={() => setPosting(true)}>
      {t('post')}
    </Button>
  );
  return (
    <Page title={t('of', { place: subject.place })} back={`/buildings/${building.id}`} extra={open}>
      {posting && (
        <Card title={<h2 className="card-title">{t('post')}</h2>}>
          <PostingForm place={place} subject={subject} of={building.id} start="" onSaved={() => setPosting(false)} />
        </Card>
      )}
      {postings?.length === 0 && !posting && <Empty description={t('none')} />}
      <Flex vertical gap={12}>
        {postings?.map(({ id, fields }) => (
          <Card key={id} size="small">
            <Flex gap={12} align="center" wrap justify="space-between">
              <a className="row-link" href={`#/postings/${id}`}>
                {beginningOf(fields.text, 60)}
              </a>
              <Flex gap={12} align="center" wrap>
                <span className="hint">
                  {placeText(fields.place, building.fields.label)} · {t('span', { from: fields.from, to: fields.to })} ·{' '}
                  {t('commentCount', { count: fields.comments.length })}
                </span>
                <PostingStanding posting={fields} />
              </Flex>
            </Flex>
          </Card>
        ))}
      </Flex>
    </Page>
  );
}
