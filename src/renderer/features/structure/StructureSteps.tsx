import { furtherSigners } from '#domain/evidence.ts';
import { heardParties } from '#domain/party.ts';
import { offered } from '#domain/state.ts';
import { type StructureEvent, structureMachine } from '#domain/structure-machine.ts';
import { useDesk } from '../../session.tsx';
import { aboutOf } from '../../store/draft-kinds.ts';
import type { WatermarkSubject } from '../../store/photo-changes.ts';
import type { RecordOf } from '../../store/records.ts';
import type { FormDraft } from '../../ui/draft/use-draft.ts';
import { instantOf } from '../../ui/field/calendar.ts';
import { useSaving } from '../../ui/saving.tsx';
import { useWords } from '../../words/language.ts';
import { AgreeForm } from '../consent/AgreeForm.tsx';
import {
  type AgainstEntry,
  type AgreementEntry,
  agreementOf,
  agreementPictures,
  type NoticeEntry,
  noticeOf,
  type RefusalEntry,
  refusalOf,
} from '../consent/entries.ts';
import { InOperation } from '../consent/InOperation.tsx';
import { NextSteps, type StepForm } from '../consent/NextSteps.tsx';
import { NotifyForm } from '../consent/NotifyForm.tsx';
import { RefuseForm } from '../consent/RefuseForm.tsx';
import { stepChanges } from '../consent/step-changes.ts';
import { useWaiting } from '../consent/waiting.ts';
import { consentWords } from '../consent/words.ts';
import { type Site, siteText } from '../estate/site.ts';
import { useAgainstText } from '../party/against.ts';
import { partyWords } from '../party/words.ts';
import { StructureForm } from '../survey/StructureForm.tsx';
import { typedStructure } from '../survey/structure-form.ts';
import { typedSecond } from '../survey/surveyors.ts';
import { AcceptanceForm } from './AcceptanceForm.tsx';
import { HaulageForm, RestorationForm } from './AftercareForms.tsx';
import { DetermineForm } from './DetermineForm.tsx';
import { DocumentForm } from './DocumentForm.tsx';
import type { DocumentEvent } from './documents.ts';
import { FoundRemovedForm, ReopenForm } from './FoundForms.tsx';
import { SelfRemovalForm } from './SelfRemovalForm.tsx';
import { AsideForm, ResumeStep } from './SideForms.tsx';
import { type AsideEvent, asideChange } from './side-steps.ts';
import { sideWords } from './side-words.ts';
import { VoidForm } from './VoidForm.tsx';
import { structureWords } from './words.ts';

interface StructureStepsProps {
  record: RecordOf<'structure'>;
  site: Site;
  /** Who lives where it stands: the likely receiver and signer. */
  contact: string;
}

/** The next step(s) that the machine offers this person, as forms. */
export function StructureSteps({ record, site, contact }: StructureStepsProps) {
  const { user } = useDesk();
  const waiting = useWaiting();
  const nameOf = useStepNames();
  const formOf = useStepForms({ record, site, contact });
  const steps = new Map<string, StepForm>();
  for (const event of offered(structureMachine, record.fields, user)) {
    const step = formOf(event);
    if (step !== undefined) steps.set(step.key, step);
  }
  return (
    <NextSteps key={record.fields.status} steps={[...steps.values()]} waiting={waiting(structureMachine, record.fields, user, nameOf)} />
  );
}

/** Several events of the machine are one step to a person: 认定 keeps or determines, 签约 says by whom. */
function useStepNames(): (event: StructureEvent) => string | undefined {
  const t = useWords(structureWords);
  const tc = useWords(consentWords);
  const ts = useWords(sideWords);
  return (event) => {
    switch (event) {
      case 'survey':
        return t('complete');
      case 'determine':
      case 'keep':
        return t('determine');
      case 'notify':
        return tc('notify');
      case 'agreeSelf':
      case 'agreeAssisted':
        return tc('agree');
      case 'refuse':
        return tc('refuse');
      case 'schedule':
        return t('schedule');
      case 'remove':
        return t('remove');
      case 'clear':
        return t('clear');
      case 'makeGood':
        return t('makeGood');
      case 'accept':
        return t('accept');
      case 'resume':
        return ts('resume');
      case 'order':
      case 'announce':
      case 'urge':
      case 'decideEnforcement':
        return ts(event);
      // They may be taken at almost any time: not what a structure waits for.
      case 'uphold':
      case 'findRemoved':
      case 'defer':
      case 'suspend':
      case 'dispute':
      case 'reopen':
      case 'void':
        return undefined;
      default:
        return event satisfies never;
    }
  };
}

function useStepForms({ record, site, contact }: StructureStepsProps): (event: StructureEvent) => StepForm | undefined {
  const t = useWords(structureWords);
  const tc = useWords(consentWords);
  const tp = useWords(partyWords);
  const againstText = useAgainstText();
  const desk = useDesk();
  const { saving, save } = useSaving();
  const { fields } = record;
  const subject = { place: siteText(site, fields.place), code: fields.code };
  const sideStep = useSideSteps({ record, site, contact }, subject);
  const about = aboutOf(subject);
  const of = { of: [record.id], about };
  const by = { name: desk.user.name, user: desk.user.id };

  const notify = (entry: NoticeEntry, draft: FormDraft) =>
    void save(stepChanges(desk, [record], { notice: noticeOf(entry), status: 'notified' }, entry.photos, subject), draft);

  function agree(entry: AgreementEntry, draft: FormDraft): void {
    const agreement = agreementOf(entry, instantOf(desk.source.now()));
    const status = agreement.mode === 'SELF' ? 'agreedSelf' : 'agreedAssisted';
    void save(stepChanges(desk, [record], { agreement, status }, agreementPictures(entry), subject), draft);
  }

  /** 有一户不同意: no agreement, a dispute. */
  function dispute(entry: AgainstEntry, draft: FormDraft): void {
    const told = { reason: againstText(entry), authority: '', reviewOn: null, at: instantOf(desk.source.now()), by };
    void save([asideChange(record, 'dispute', told)], draft);
  }

  return (event) => {
    switch (event) {
      case 'survey': {
        const start = typedStructure(fields, typedSecond(fields.surveyors, desk.enrollment.users));
        const draft = { kind: 'completion', of: [record.id], about } as const;
        const form = <StructureForm site={site} start={start} record={record} draftOf={draft} onSaved={() => undefined} />;
        return { key: 'survey', label: t('complete'), form };
      }
      case 'determine':
      case 'keep':
        return { key: 'determine', label: t('determine'), form: <DetermineForm record={record} /> };
      case 'notify': {
        const form = <NotifyForm about={of} receiver={contact} subject={subject} others={0} saving={saving} onNotify={notify} />;
        return { key: 'notify', label: tc('notify'), form };
      }
      case 'agreeSelf':
      case 'agreeAssisted': {
        const form = (
          <AgreeForm
            about={of}
            signer={contact}
            subject={subject}
            others={0}
            signers={[...furtherSigners(fields.parties), ...heardParties(fields.parties)]}
            against={{ hint: tp('againstStructure'), save: tp('saveDispute'), onAgainst: dispute }}
            saving={saving}
            onAgree={agree}
          />
        );
        return { key: 'agree', label: tc('agree'), form };
      }
      case 'refuse': {
        const refuse = (entry: RefusalEntry, draft: FormDraft) =>
          void save(stepChanges(desk, [record], { ...refusalOf(entry, by), status: 'refused' }, entry.photos, subject), draft);
        const form = <RefuseForm about={of} refuser={contact} subject={subject} saving={saving} onRefuse={refuse} />;
        return { key: 'refuse', label: tc('refuse'), form };
      }
      case 'schedule':
        return { key: 'schedule', label: t('schedule'), form: <InOperation title={t('inOperation')} operation={fields.operation} /> };
      case 'remove':
        if (fields.status === 'scheduled')
          return { key: 'schedule', label: t('remove'), form: <InOperation title={t('inOperation')} operation={fields.operation} /> };
        return { key: 'remove', label: t('selfRemoval'), form: <SelfRemovalForm record={record} subject={subject} /> };
      case 'clear':
        return { key: 'clear', label: t('clear'), form: <HaulageForm record={record} subject={subject} /> };
      case 'makeGood':
        return { key: 'makeGood', label: t('makeGood'), form: <RestorationForm record={record} subject={subject} /> };
      case 'accept':
        return { key: 'accept', label: t('accept'), form: <AcceptanceForm record={record} subject={subject} /> };
      default:
        return sideStep(event);
    }
  };
}

type SideEvent = DocumentEvent | AsideEvent | 'uphold' | 'findRemoved' | 'resume' | 'reopen' | 'void';

/** The statutory way, and what leaves the way or comes back to it. A statement is upheld where statements are heard. */
function useSideSteps({ record, contact }: StructureStepsProps, subject: WatermarkSubject): (event: SideEvent) => StepForm | undefined {
  const t = useWords(sideWords);
  return (event) => {
    switch (event) {
      case 'order':
      case 'announce':
      case 'urge':
      case 'decideEnforcement': {
        const form = <DocumentForm key={event} record={record} event={event} subject={subject} receiver={contact} />;
        return { key: event, label: t(event), form };
      }
      case 'findRemoved':
        return { key: event, label: t(event), form: <FoundRemovedForm record={record} subject={subject} />, apart: true };
      case 'defer':
      case 'suspend':
      case 'dispute':
        return { key: event, label: t(event), form: <AsideForm key={event} record={record} event={event} />, apart: true };
      case 'resume':
        return { key: event, label: t(event), form: <ResumeStep record={record} /> };
      case 'reopen':
        return { key: event, label: t(event), form: <ReopenForm record={record} subject={subject} />, apart: true };
      case 'void':
        return { key: event, label: t(event), form: <VoidForm record={record} />, apart: true };
      case 'uphold':
        return undefined;
      default:
        return event satisfies never;
    }
  };
}
