import type { ReactNode } from 'react';
import { useWords } from '../../words/language.ts';
import './field.css';
import { fieldWords } from './words.ts';

/** Ids that bind a control to its label and to what is wrong with it. */
export function describedBy(id: string, problem: string | undefined): { 'aria-invalid': boolean; 'aria-describedby'?: string } {
  return { 'aria-invalid': problem !== undefined, ...(problem === undefined ? {} : { 'aria-describedby': `${id}-problem` }) };
}

/** A label over its control, and the problem under it. `group` is for controls of several inputs. */
export function FieldFrame(props: {
  id: string;
  /** Empty where the control says it itself. */
  label: string;
  optional?: boolean;
  hint?: string;
  problem?: string | undefined;
  group?: boolean;
  children: ReactNode;
}) {
  const t = useWords(fieldWords);
  const { id, label, optional, hint, problem, group, children } = props;
  const known = problem !== undefined && problem in fieldWords.zh ? (problem as keyof typeof fieldWords.zh) : 'invalid';
  return (
    <div className="field">
      {label !== '' && <FieldLabel id={id} label={label} group={group === true} optional={optional === true} />}
      {children}
      {hint !== undefined && <div className="hint">{hint}</div>}
      {problem !== undefined && (
        <div id={`${id}-problem`} className="field-error" role="alert">
          {t(known)}
        </div>
      )}
    </div>
  );
}

/** A group of inputs is named by a plain element: a label can name one control only. */
function FieldLabel({ id, label, group, optional }: { id: string; label: string; group: boolean; optional: boolean }) {
  const t = useWords(fieldWords);
  const mark = optional ? (
    <span aria-hidden className="field-optional">
      {` ${t('optional')}`}
    </span>
  ) : null;
  return group ? (
    <div id={`${id}-label`} className="field-label">
      {label}
      {mark}
    </div>
  ) : (
    <label htmlFor={id} className="field-label">
      {label}
      {mark}
    </label>
  );
}
