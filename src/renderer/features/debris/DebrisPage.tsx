import { debrisStatusWords, ownershipWords, serviceWayWords, zoneWords } from '#domain/words.ts';
import { type RecordOf, useRecord } from '../../store/records.ts';
import { usePunctuation, useWord, useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import { CaseFile, type Fact, type Happening } from '../consent/CaseFile.tsx';
import { CasePage } from '../consent/CasePage.tsx';
import { useAcceptanceAside } from '../consent/happenings.ts';
import { consentWords } from '../consent/words.ts';
import { PhotoCorrections } from '../correction/RelinkForm.tsx';
import { type Site, siteText } from '../estate/site.ts';
import { DebrisSteps } from './DebrisSteps.tsx';
import { debrisTones } from './tone.ts';
import { debrisWords } from './words.ts';

/** One file per heap. */
export function DebrisPage({ id }: { id: string }) {
  const t = useWords(debrisWords);
  return (
    <CasePage type="debris" id={id} title={(code) => t('title', { code })}>
      {(record, site) => <DebrisFile record={record} site={site} />}
    </CasePage>
  );
}

function DebrisFile({ record, site }: { record: RecordOf<'debris'>; site: Site }) {
  const { fields } = record;
  const subject = { place: siteText(site, fields.place), code: fields.code };
  return (
    <CaseFile
      record={record}
      word={debrisStatusWords[fields.status]}
      tone={debrisTones[fields.status]}
      pending={record.pending}
      conflicts={record.openConflicts}
      facts={useFacts(record, site)}
      photos={fields.photos}
      happenings={useHappenings(record)}
      corrections={<PhotoCorrections records={[record]} site={site} about={`${fields.code} ${subject.place}`} />}
      next={<DebrisSteps record={record} subject={subject} />}
    />
  );
}

function useFacts({ fields }: RecordOf<'debris'>, site: Site): Fact[] {
  const t = useWords(debrisWords);
  const tc = useWords(consentWords);
  const say = useWord();
  const { list } = usePunctuation();
  return [
    { label: tc('code'), value: fields.code },
    { label: tc('place'), value: siteText(site, fields.place) },
    { label: t('zone'), value: say(zoneWords[fields.zone]) },
    { label: t('volume'), value: fields.volumeM3 },
    { label: t('ownership'), value: say(ownershipWords[fields.ownership]) },
    { label: t('keepList'), value: fields.keepList },
    { label: tc('surveyors'), value: list(fields.surveyors.map(({ name }) => name)) },
    { label: tc('note'), value: fields.note },
  ];
}

function useHappenings({ fields }: RecordOf<'debris'>): Happening[] {
  const t = useWords(debrisWords);
  const tc = useWords(consentWords);
  const say = useWord();
  const posting = useRecord('posting', fields.posting ?? '');
  const accepted = useAcceptanceAside();
  const { surveyedAt, notice, clearance, acceptance } = fields;
  const happened: (Happening | null | undefined)[] = [
    { on: localDay(new Date(surveyedAt)), text: tc('surveyedEvent') },
    notice && { on: notice.on, text: `${tc('notify')} ${say(serviceWayWords[notice.way])}` },
    posting && { on: posting.fields.from, text: t('postedUntil', { to: posting.fields.to }) },
    clearance && { on: localDay(new Date(clearance.at)), text: t('clearedEvent', { volume: clearance.volumeM3, by: clearance.by }) },
    acceptance && {
      on: acceptance.on,
      text: `${[t('acceptedEvent'), acceptance.result].filter(Boolean).join(' ')}${accepted(acceptance)}`,
    },
  ];
  return happened.filter((happening) => happening !== null && happening !== undefined);
}
