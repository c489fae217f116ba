import { Card, Descriptions, Empty, Flex, Skeleton } from 'antd';
import { mayPatch } from '#domain/authority.ts';
import type { Posting } from '#domain/consultation.ts';
import type { Fields } from '#domain/mutation.ts';
import { useDesk } from '../../session.tsx';
import { type RecordOf, useRecord } from '../../store/records.ts';
import { ContactsOnPage, ShowContacts, useContacts } from '../../ui/contacts.tsx';
import { HistoryCard } from '../../ui/history/HistoryCard.tsx';
import { Page } from '../../ui/Page.tsx';
import { StatusTag, type Tone } from '../../ui/StatusTag.tsx';
import { useWords } from '../../words/language.ts';
import { localDay, localTime } from '../../words/local-time.ts';
import { ProvenBy } from '../consent/Evidence.tsx';
import { PhotoCorrections } from '../correction/RelinkForm.tsx';
import { siteText, useSite } from '../estate/site.ts';
import { HoldBanner } from '../waiting/HoldBanner.tsx';
import { CommentForm } from './CommentForm.tsx';
import { standingOf } from './posting.ts';
import { postingWords } from './words.ts';

/** One posting: what hung where, from when to when, its photos, and what people said of it. */
export function PostingPage({ id }: { id: string }) {
  const t = useWords(postingWords);
  const posting = useRecord('posting', id);
  if (posting) {
    return (
      <ContactsOnPage key={id} where="household">
        <PostingFile posting={posting} />
      </ContactsOnPage>
    );
  }
  return (
    <Page title={t('posting')} back="/estates">
      {posting === undefined ? <Skeleton active /> : <Empty description={t('unknown')} />}
    </Page>
  );
}

const tones: Record<ReturnType<typeof standingOf>, Tone> = { coming: 'waiting', hanging: 'active', ended: 'neutral' };

/** Whether it hangs now. */
export function PostingStanding({ posting }: { posting: Posting }) {
  const { source } = useDesk();
  const standing = standingOf(posting, localDay(source.now()));
  return <StatusTag tone={tones[standing]} word={{ zh: postingWords.zh[standing], en: postingWords.en[standing] }} />;
}

function PostingFile({ posting }: { posting: RecordOf<'posting'> }) {
  const t = useWords(postingWords);
  const { fields } = posting;
  const site = useSite(fields.place.building);
  const place = site ? siteText(site, fields.place) : '';
  return (
    <Page title={t('posting')} back={`/buildings/${fields.place.building}/postings`} extra={<PostingStanding posting={fields} />}>
      <Flex vertical gap={16}>
        <HoldBanner id={posting.id} />
        <Card>
          <Descriptions
            column={1}
            items={[
              { key: 'where', label: t('where'), children: place },
              { key: 'span', label: t('days'), children: t('span', { from: fields.from, to: fields.to }) },
              { key: 'text', label: t('text'), children: <span style={{ whiteSpace: 'pre-wrap' }}>{fields.text}</span> },
            ]}
          />
          <ProvenBy id={posting.id} photos={fields.photos} />
        </Card>
        <Comments posting={posting} place={place} />
        {site && <PhotoCorrections records={[posting]} site={site} about={place} />}
        <HistoryCard type="posting" id={posting.id} />
      </Flex>
    </Page>
  );
}

function Comments({ posting, place }: { posting: RecordOf<'posting'>; place: string }) {
  const t = useWords(postingWords);
  const { user } = useDesk();
  const contacts = useContacts();
  const { comments } = posting.fields;
  // What the store holds passed its type's schema on its way in.
  const mayAdd = mayPatch('posting', posting.fields as Fields, user).includes('comments');
  return (
    <Card title={<h2 className="card-title">{t('comments')}</h2>} extra={comments.length > 0 && <ShowContacts />}>
      <Flex vertical gap={12}>
        {comments.length === 0 && <span className="hint">{t('noComments')}</span>}
        {comments.map(({ at, by, text }) => (
          <div key={`${at} ${text}`}>
            <span className="hint">
              {localTime(at)} {contacts.name(by) || t('anonymous')}
            </span>
            <div style={{ whiteSpace: 'pre-wrap' }}>{text}</div>
          </div>
        ))}
        {mayAdd && <CommentForm posting={posting} about={place} />}
      </Flex>
    </Card>
  );
}
