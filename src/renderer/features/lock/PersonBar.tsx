import { LockOutlined } from '@ant-design/icons';
import { App, Button, Flex, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useDeskActions } from '../../app/desk-actions.tsx';
import { useInHand } from '../../in-hand.tsx';
import { useDesk } from '../../session.tsx';
import { useWords } from '../../words/language.ts';
import { PeopleList } from '../start/People.tsx';
import { useLockMinutes } from './AutoLock.tsx';
import { lockMinutes } from './idle.ts';
import './lock.css';
import { lockWords } from './words.ts';

/** Who is at the desk, on every page: hand it over in two taps, lock it in one. */
export function PersonBar() {
  const t = useWords(lockWords);
  const { user } = useDesk();
  const { lock } = useDeskActions();
  const [choosing, setChoosing] = useState(false);
  const unlessBusy = useUnlessBusy();
  return (
    <>
      <Button icon={<LockOutlined aria-hidden />} title={t('lock')} onClick={() => unlessBusy(lock)}>
        <span className="lock-word">{t('lock')}</span>
      </Button>
      <Button onClick={() => setChoosing(true)}>{t('switchUser', { name: user.name })}</Button>
      <Modal open={choosing} onCancel={() => setChoosing(false)} footer={null} title={t('title')} destroyOnHidden>
        <SwitchUser />
      </Modal>
    </>
  );
}

/** Leaves the desk, unless that would cut something short: then it says so. */
function useUnlessBusy(): (leave: () => void) => void {
  const t = useWords(lockWords);
  const { message } = App.useApp();
  const inHand = useInHand();
  return (leave) => {
    if (inHand.mayLeave) leave();
    else message.warning(t('busy'));
  };
}

function SwitchUser() {
  const t = useWords(lockWords);
  const { user, enrollment } = useDesk();
  const { switchTo } = useDeskActions();
  const { minutes, choose } = useLockMinutes();
  const unlessBusy = useUnlessBusy();
  const others = enrollment.users.filter(({ id }) => id !== user.id);
  return (
    <Flex vertical gap={16}>
      <p className="hint">{t(others.length === 0 ? 'alone' : 'lead')}</p>
      <PeopleList users={others} lock={null} onChoose={(next) => unlessBusy(() => switchTo(next))} />
      <div>
        <div className="field-label">{t('after')}</div>
        <Radio.Group
          aria-label={t('after')}
          optionType="button"
          value={minutes}
          onChange={(event) => choose(event.target.value)}
          options={lockMinutes.map((n) => ({ value: n, label: t('minutes', { n }) }))}
        />
        <div className="hint">{t('never')}</div>
      </div>
    </Flex>
  );
}
