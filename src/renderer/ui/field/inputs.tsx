import { Checkbox, Input, Radio, Select } from 'antd';
import { type ReactNode, useId } from 'react';
import { type Control, type FieldPath, type FieldValues, useController } from 'react-hook-form';
import { describedBy, FieldFrame } from './FieldFrame.tsx';

/** A field of a form by its path. `T` is what the form yields once parsed. */
export interface FieldProps<V extends FieldValues, T> {
  control: Control<V, unknown, T>;
  name: FieldPath<V>;
  label: string;
  optional?: boolean;
  hint?: string;
}

interface TextProps {
  type?: 'text' | 'date' | 'time';
  inputMode?: 'text' | 'decimal' | 'numeric' | 'tel';
  lines?: number;
  unit?: ReactNode;
}

export function TextField<V extends FieldValues, T>(props: FieldProps<V, T> & TextProps) {
  const id = useId();
  const { field, fieldState } = useController({ control: props.control, name: props.name });
  const problem = fieldState.error?.message;
  const bound = { ...field, id, ...describedBy(id, problem) };
  return (
    <FieldFrame {...frameOf(props)} id={id} problem={problem}>
      {props.lines === undefined ? (
        <Input {...bound} type={props.type ?? 'text'} inputMode={props.inputMode ?? 'text'} suffix={props.unit} autoComplete="off" />
      ) : (
        <Input.TextArea {...bound} autoSize={{ minRows: props.lines, maxRows: 6 }} />
      )}
    </FieldFrame>
  );
}

export interface Choice {
  value: string;
  label: string;
}

/** One of a few, as big buttons. */
export function ChoiceField<V extends FieldValues, T>(
  props: FieldProps<V, T> & { choices: readonly Choice[]; onPick?(value: string): void },
) {
  const id = useId();
  const { field, fieldState } = useController({ control: props.control, name: props.name });
  const problem = fieldState.error?.message;
  return (
    <FieldFrame {...frameOf(props)} id={id} problem={problem} group>
      <Radio.Group
        id={id}
        // The form looks for the first field that is wrong: a group of buttons is found by its first button.
        ref={(group) => field.ref(group && { focus: () => group.querySelector('input')?.focus() })}
        value={field.value}
        onChange={(event) => {
          field.onChange(event.target.value);
          props.onPick?.(String(event.target.value));
        }}
        optionType="button"
        buttonStyle="solid"
        options={[...props.choices]}
        aria-labelledby={`${id}-label`}
        {...describedBy(id, problem)}
      />
    </FieldFrame>
  );
}

/** One of many, found by typing a part of it. Empty until chosen. */
export function SelectField<V extends FieldValues, T>(props: FieldProps<V, T> & { choices: readonly Choice[] }) {
  const id = useId();
  const { field, fieldState } = useController({ control: props.control, name: props.name });
  const problem = fieldState.error?.message;
  return (
    <FieldFrame {...frameOf(props)} id={id} problem={problem}>
      <Select
        id={id}
        ref={(select) => field.ref(select && { focus: () => select.focus() })}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        value={field.value === '' ? undefined : field.value}
        onChange={(next: string | undefined) => field.onChange(next ?? '')}
        onBlur={field.onBlur}
        options={[...props.choices]}
        {...describedBy(id, problem)}
      />
    </FieldFrame>
  );
}

/** Some of many, found by typing a part of each. */
export function SelectManyField<V extends FieldValues, T>(props: FieldProps<V, T> & { choices: readonly Choice[] }) {
  const id = useId();
  const { field, fieldState } = useController({ control: props.control, name: props.name });
  const problem = fieldState.error?.message;
  return (
    <FieldFrame {...frameOf(props)} id={id} problem={problem}>
      <Select
        id={id}
        ref={(select) => field.ref(select && { focus: () => select.focus() })}
        mode="multiple"
        showSearch={{ optionFilterProp: 'label' }}
        value={field.value as string[]}
        onChange={(next: string[]) => field.onChange(next)}
        onBlur={field.onBlur}
        options={[...props.choices]}
        {...describedBy(id, problem)}
      />
    </FieldFrame>
  );
}

export function CheckField<V extends FieldValues, T>(props: FieldProps<V, T>) {
  const id = useId();
  const { field, fieldState } = useController({ control: props.control, name: props.name });
  const problem = fieldState.error?.message;
  return (
    <FieldFrame id={id} label="" problem={problem} group {...(props.hint === undefined ? {} : { hint: props.hint })}>
      <Checkbox
        id={id}
        checked={field.value === true}
        onChange={(event) => field.onChange(event.target.checked)}
        {...describedBy(id, problem)}
      >
        {props.label}
      </Checkbox>
    </FieldFrame>
  );
}

function frameOf<V extends FieldValues, T>({ label, optional, hint }: FieldProps<V, T>) {
  return { label, ...(optional === undefined ? {} : { optional }), ...(hint === undefined ? {} : { hint }) };
}
