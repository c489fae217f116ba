import { Flex } from 'antd';
import { countIn, quantityText } from '#domain/count.ts';
import { type PhotoRef, type Signature, sizeText } from '#domain/evidence.ts';
import { acceptanceStepWords, fixtureTypeWords, signatureKindWords } from '#domain/words.ts';
import type { RecordOf } from '../../store/records.ts';
import { useContacts } from '../../ui/contacts.tsx';
import { PhotoStrip } from '../../ui/PhotoStrip.tsx';
import { usePunctuation, useWord, useWords } from '../../words/language.ts';
import { localTime } from '../../words/local-time.ts';
import { GoneTags, Moves, ProvenBy, useProof } from '../consent/Evidence.tsx';
import { type Fact, Facts } from './Facts.tsx';
import { owedWords } from './words.ts';

interface LineFactsProps {
  line: RecordOf<'entitlement'>;
  fixture: RecordOf<'fixture'> | null;
  removal: RecordOf<'removal'> | null;
  replacement: RecordOf<'replacement'> | null;
  policy: RecordOf<'policy'> | null;
  /** So many photos of what was removed were found to be another thing's [A3]. */
  gone: number;
}

/** All that is recorded about one line, in the order it happened. */
export function LineFacts(props: LineFactsProps) {
  return (
    <Flex vertical gap={16}>
      <RemovedFacts {...props} />
      <ConfirmedFacts line={props.line} />
      <InstalledFacts replacement={props.replacement} />
      <ClosingFacts line={props.line} />
      <MovedPhotos line={props.line} />
    </Flex>
  );
}

function RemovedFacts({ line, fixture, removal, policy, gone }: LineFactsProps) {
  const t = useWords(owedWords);
  const { aside } = usePunctuation();
  const word = useWord();
  const before = fixture?.fields.photos.filter((photo) => photo.stage === 'BEFORE') ?? [];
  return (
    <Facts
      title={t('removedFacts')}
      facts={[
        { label: t('type'), value: `${word(fixtureTypeWords[line.fields.type])} × ${word(quantityText(countIn(line.fields)))}` },
        {
          label: t('position'),
          value: fixture && (
            <a className="row-link" href={`#/fixtures/${fixture.id}`}>
              {fixture.fields.positionLabel}
            </a>
          ),
        },
        { label: t('removedSizes'), value: sizeText(line.fields.removedSizes) },
        { label: t('removedOn'), value: line.fields.removedOn },
        { label: t('contractor'), value: removal?.fields.contractor },
        { label: t('photosShort'), value: gone > 0 && t('photosMoved', { n: gone }) },
        {
          label: t('policy'),
          value: (
            <a className="row-link" href={`#/policies/${line.fields.policy.id}`}>
              {`${line.fields.policy.version}${policy?.fields.example ? aside(t('example')) : ''}`}
            </a>
          ),
        },
      ]}
    >
      <PhotoStrip photos={[...before, ...(removal?.fields.photos ?? [])]} />
    </Facts>
  );
}

function ConfirmedFacts({ line }: { line: RecordOf<'entitlement'> }) {
  const t = useWords(owedWords);
  const word = useWord();
  const said = useSignedFacts();
  const { confirmation } = line.fields;
  if (confirmation === null) return null;
  return (
    <Facts
      title={t('confirmed')}
      facts={[
        { label: t('returnAs'), value: confirmation.type && word(fixtureTypeWords[confirmation.type]) },
        { label: t('spec'), value: confirmation.spec },
        { label: t('upgradeYuan'), value: confirmation.upgradeYuan },
        { label: t('note'), value: confirmation.note },
        ...said(confirmation.signature),
      ]}
    >
      <Signed line={line} signature={confirmation.signature} />
    </Facts>
  );
}

function InstalledFacts({ replacement }: { replacement: RecordOf<'replacement'> | null }) {
  const t = useWords(owedWords);
  if (replacement === null) return null;
  const { installer, spec, sizes, installedAt, windowOpens, serial, residentResult, warrantor, warrantyUntil, photos } = replacement.fields;
  return (
    <Facts
      title={t('installed')}
      facts={[
        { label: t('installer'), value: installer },
        { label: t('installedOn'), value: installedAt.slice(0, 10) },
        { label: t('spec'), value: `${spec} ${sizeText(sizes)}` },
        { label: t('windowOpens'), value: windowOpens === null ? '' : t(windowOpens ? 'opens' : 'blocked') },
        { label: t('serial'), value: serial },
        { label: t('residentResult'), value: residentResult },
        { label: t('warrantor'), value: warrantor },
        { label: t('warrantyUntil'), value: warrantyUntil },
      ]}
    >
      <ProvenBy id={replacement.id} photos={photos} />
    </Facts>
  );
}

function ClosingFacts({ line }: { line: RecordOf<'entitlement'> }) {
  const t = useWords(owedWords);
  const word = useWord();
  const said = useSignedFacts();
  const { acceptance, shortfall, waiver } = line.fields;
  const satisfied = acceptance?.residentSatisfied;
  return (
    <>
      {acceptance !== null && (
        <Facts
          title={t('accepted')}
          facts={[
            { label: t('acceptResult'), value: `${acceptance.on} ${acceptance.by.name} ${acceptance.result}` },
            { label: t('satisfied'), value: t(satisfied === null || satisfied === undefined ? 'unsaid' : satisfied ? 'yes' : 'no') },
            ...(acceptance.steps ?? []).map(({ who, on, by }) => ({ label: word(acceptanceStepWords[who]), value: `${on} ${by}` })),
            { label: t('shortfallReason'), value: shortfall?.reason },
            ...(acceptance.signature ? said(acceptance.signature) : []),
          ]}
        >
          {acceptance.signature && <Signed line={line} signature={acceptance.signature} />}
          {shortfall !== null && <Signed line={line} signature={shortfall.signature} />}
        </Facts>
      )}
      {waiver !== null && <Waived line={line} waiver={waiver} />}
      <OtherEnds line={line} />
      <Turns line={line} />
    </>
  );
}

/** Compensation and relocation, each with its signature. */
function OtherEnds({ line }: { line: RecordOf<'entitlement'> }) {
  const t = useWords(owedWords);
  const said = useSignedFacts();
  const { compensation, relocation } = line.fields;
  return (
    <>
      {compensation && (
        <Facts
          title={t('compensated')}
          facts={[
            { label: t('amountYuan'), value: compensation.amountYuan },
            { label: t('reason'), value: compensation.reason },
            ...said(compensation.signature),
          ]}
        >
          <Signed line={line} signature={compensation.signature} />
        </Facts>
      )}
      {relocation && (
        <Facts title={t('relocated')} facts={[{ label: t('relocateTo'), value: relocation.to }, ...said(relocation.signature)]}>
          <Signed line={line} signature={relocation.signature} photos={relocation.photos} />
        </Facts>
      )}
    </>
  );
}

/** Where a line went back or stood still: when, by whom and why. */
function Turns({ line }: { line: RecordOf<'entitlement'> }) {
  const t = useWords(owedWords);
  const { cancellation, rework, dispute } = line.fields;
  const settled = dispute?.settled;
  const by = ({ at, by: { name } }: { at: string; by: { name: string } }) => `${localTime(at)} ${name}`;
  return (
    <>
      {cancellation && (
        <Facts title={t('cancelled')} facts={[{ label: t('reason'), value: `${cancellation.reason} · ${by(cancellation)}` }]} />
      )}
      {rework && (
        <Facts
          title={t('reworked')}
          facts={[
            { label: t('reason'), value: `${rework.reason} · ${by(rework)}` },
            { label: t('warrantor'), value: rework.warrantor },
          ]}
        />
      )}
      {dispute && (
        <Facts
          title={t('disputed')}
          facts={[
            { label: t(`dispute${dispute.kind}`), value: `${dispute.reason} · ${by(dispute)}` },
            { label: t('settleHow'), value: settled && `${settled.how} · ${by(settled)}` },
          ]}
        />
      )}
    </>
  );
}

function Waived({ line, waiver }: { line: RecordOf<'entitlement'>; waiver: NonNullable<RecordOf<'entitlement'>['fields']['waiver']> }) {
  const t = useWords(owedWords);
  const said = useSignedFacts();
  return (
    <Facts title={t('waived')} facts={[{ label: t('reason'), value: waiver.reason }, ...said(waiver.signature)]}>
      <Signed line={line} signature={waiver.signature} />
    </Facts>
  );
}

/** What is said of a signature: the signer is of the household, and named as this page names it. */
function useSignedFacts(): (signature: Signature) => Fact[] {
  const t = useWords(owedWords);
  const { aside } = usePunctuation();
  const word = useWord();
  const contacts = useContacts();
  return ({ name, capacity, relation, kind, witness, at }) => [
    { label: t('signer'), value: `${contacts.name(name)}${aside([t(capacity), relation].filter(Boolean).join(' '))}` },
    { label: t('signatureKind'), value: word(signatureKindWords[kind]) },
    { label: t('witness'), value: contacts.name(witness) },
    { label: t('signedAt'), value: localTime(at) },
  ];
}

interface SignedProps {
  line: RecordOf<'entitlement'>;
  signature: Signature;
  photos?: readonly PhotoRef[];
}

/** What was signed, and what was photographed with it. A paper that was found to be another line's is none of this one's [A3]. */
function Signed({ line, signature, photos = [] }: SignedProps) {
  const counted = [...photos, ...signed(signature)];
  const { gone } = useProof(line.id, counted);
  return (
    <Flex vertical gap={8} align="start">
      <GoneTags gone={gone} />
      <PhotoStrip photos={counted.filter((photo) => !gone.includes(photo))} />
    </Flex>
  );
}

/** Photos that were moved to the line itself, and when, by whom and why others left it [A3]. */
function MovedPhotos({ line }: { line: RecordOf<'entitlement'> }) {
  const t = useWords(owedWords);
  const { now, moved } = useProof(line.id, []);
  // What left its piece left the line with it, and is said there.
  const piece = useProof(line.fields.replacement ?? '', []).moved;
  const left = moved.filter(({ at, sha256 }) => !piece.some((other) => other.at === at && other.sha256 === sha256));
  if (now.length + left.length === 0) return null;
  return (
    <Facts title={t('movedPhotos')} facts={[]}>
      <PhotoStrip photos={now} of={line.id} />
      <Moves moved={left} />
    </Facts>
  );
}

function signed(signature: Signature): PhotoRef[] {
  return signature.picture === null ? [] : [{ sha256: signature.picture, stage: 'SIGN' }];
}
