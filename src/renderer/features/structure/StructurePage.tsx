import { determinationResultWords, materialWords, structureKindWords, structureStatusWords, zoneWords } from '#domain/words.ts';
import { type RecordOf, useRecords } from '../../store/records.ts';
import { usePunctuation, useWord, useWords } from '../../words/language.ts';
import { RecheckCard } from '../aftercare/RecheckCard.tsx';
import { SalvageCard } from '../aftercare/SalvageCard.tsx';
import { CaseFile, type Fact, type Happening } from '../consent/CaseFile.tsx';
import { CasePage } from '../consent/CasePage.tsx';
import { useAcceptanceAside, useHappenings } from '../consent/happenings.ts';
import { consentWords } from '../consent/words.ts';
import { ThingCorrections } from '../correction/ThingCorrections.tsx';
import { useHousehold } from '../estate/contact.ts';
import { type Site, siteText } from '../estate/site.ts';
import { PrintCase } from '../form/PrintCase.tsx';
import { ThingParties } from '../party/ThingParties.tsx';
import { StatementCard } from '../statement/StatementCard.tsx';
import { StatutoryCard } from './StatutoryCard.tsx';
import { StructureSteps } from './StructureSteps.tsx';
import { structureTones } from './tone.ts';
import { structureWords } from './words.ts';

/** One file per structure 一违一档. */
export function StructurePage({ id }: { id: string }) {
  const t = useWords(structureWords);
  return (
    <CasePage type="structure" id={id} title={(code) => t('title', { code })}>
      {(record, site) => <StructureFile record={record} site={site} />}
    </CasePage>
  );
}

function StructureFile({ record, site }: { record: RecordOf<'structure'>; site: Site }) {
  const { fields } = record;
  const subject = { place: siteText(site, fields.place), code: fields.code };
  const removals = useRecords('removal', record.id);
  const household = useHousehold(fields.place);
  const contact = household?.fields.contactName ?? '';
  const facts = useFacts(record, site);
  const happenings = useStructureHappenings(record, removals ?? []);
  return (
    <CaseFile
      record={record}
      word={structureStatusWords[fields.status]}
      tone={structureTones[fields.status]}
      pending={record.pending}
      conflicts={record.openConflicts}
      facts={facts}
      photos={fields.photos}
      legacy={Boolean(fields.origin)}
      corrections={<ThingCorrections record={record} site={site} />}
      happenings={happenings}
      next={
        <>
          <StructureSteps record={record} site={site} contact={contact} />
          <StatementCard structure={record} subject={subject} contact={contact} />
          <ThingParties record={record} site={site} />
          <StatutoryCard structure={fields} />
          <RecheckCard structure={record} subject={subject} />
          <SalvageCard removals={removals ?? []} about={fields.code} />
          <PrintCase thing={record} place={siteText(site, fields.place)} contact={contact} removals={removals ?? []} />
        </>
      }
    />
  );
}

function useFacts({ fields }: RecordOf<'structure'>, site: Site): Fact[] {
  const t = useWords(structureWords);
  const tc = useWords(consentWords);
  const say = useWord();
  const { list } = usePunctuation();
  const sides = [fields.lengthM, fields.widthM, fields.heightM];
  return [
    { label: tc('code'), value: fields.code },
    { label: tc('place'), value: siteText(site, fields.place) },
    { label: t('zone'), value: say(zoneWords[fields.zone]) },
    { label: t('kind'), value: say(structureKindWords[fields.kind]) },
    { label: t('material'), value: fields.material && say(materialWords[fields.material]) },
    { label: t('sizes'), value: sides.every((side) => side === null) ? null : sides.map((side) => side ?? '—').join(' × ') },
    { label: t('areaM2'), value: fields.areaM2 },
    ...(fields.areaReason === '' ? [] : [{ label: t('areaReason'), value: fields.areaReason }]),
    { label: t('projectionCm'), value: fields.projectionCm },
    { label: t('builtYear'), value: fields.builtYear },
    { label: t('use'), value: fields.use },
    { label: tc('surveyors'), value: list(fields.surveyors.map((person) => person.name)) },
    ...(fields.determination === null
      ? []
      : [{ label: t('determination'), value: say(determinationResultWords[fields.determination.result]) }]),
    ...(fields.agreement === null ? [] : [{ label: t('due'), value: fields.agreement.due }]),
    { label: tc('note'), value: fields.note },
  ];
}

function useStructureHappenings({ fields }: RecordOf<'structure'>, removals: readonly RecordOf<'removal'>[]): Happening[] {
  const t = useWords(structureWords);
  const say = useWord();
  const common = useHappenings();
  const [survey, ...rest] = common(fields, removals);
  const { determination, haulage, restoration, acceptance } = fields;
  const accepted = useAcceptanceAside();
  const determined = determination && {
    on: determination.on,
    text: t('determinedEvent', {
      result: say(determinationResultWords[determination.result]),
      by: determination.by.name,
      authority: [determination.authority, determination.docNo].filter(Boolean).join(' '),
    }),
  };
  const happened: (Happening | null | undefined)[] = [
    survey,
    determined,
    ...rest,
    haulage && { on: '', text: t('clearedEvent', { volume: haulage.volumeM3, note: haulage.note }) },
    restoration && { on: '', text: t('restoredEvent', { checklist: restoration.checklist }) },
    acceptance && {
      on: acceptance.on,
      text: `${[t('acceptedEvent'), acceptance.result].filter(Boolean).join('：')}${accepted(acceptance)}`,
    },
  ];
  return happened.filter((happening) => happening !== null && happening !== undefined);
}
