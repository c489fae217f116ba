import { Button, Flex } from 'antd';
import { type ReactNode, useState } from 'react';

/** A form that may be opened, and the name of the button that opens it. */
export interface OfferedForm {
  key: string;
  label: string;
  form(close: () => void): ReactNode;
}

/** A row of buttons, each for a form: one form at a time, none open until asked for. */
export function OneAtATime({ forms, large = false }: { forms: readonly OfferedForm[]; large?: boolean }) {
  const [open, setOpen] = useState<string>();
  return (
    <>
      <Flex gap={12} wrap>
        {forms.map(({ key, label }) => (
          <Button
            key={key}
            {...(large && { size: 'large' as const })}
            type={key === open ? 'primary' : 'default'}
            aria-expanded={key === open}
            onClick={() => setOpen(key === open ? undefined : key)}
          >
            {label}
          </Button>
        ))}
      </Flex>
      {forms.find(({ key }) => key === open)?.form(() => setOpen(undefined))}
    </>
  );
}
