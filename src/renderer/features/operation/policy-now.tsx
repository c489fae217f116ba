import { Alert } from 'antd';
import type { ReactNode } from 'react';
import { findTypePolicy, policyInForce, type TypePolicy } from '#domain/policy.ts';
import { useDesk } from '../../session.tsx';
import { type RecordOf, useRecords } from '../../store/records.ts';
import { useWords } from '../../words/language.ts';
import { localDay } from '../../words/local-time.ts';
import type { Target } from './targets.ts';
import { operationWords } from './words.ts';

interface PolicyNow {
  policy: RecordOf<'policy'> | undefined;
  /** How it counts the target's type. */
  counted: TypePolicy | undefined;
  /** Whether a fixture cannot be recorded as removed, because no policy is known that would say what is owed [C3]. */
  blind: boolean;
  /** Says so. */
  warning: ReactNode;
}

/** The policy that a removal made now freezes. */
export function usePolicyNow(target: Target): PolicyNow {
  const t = useWords(operationWords);
  const { source } = useDesk();
  const policies = useRecords('policy');
  const policy = policies && policyInForce(policies, localDay(source.now()));
  const counted = target.type === 'fixture' && policy ? findTypePolicy(policy.fields, target.fields.type) : undefined;
  const blind = target.type === 'fixture' && policies !== undefined && policy === undefined;
  return { policy, counted, blind, warning: blind ? <Alert type="warning" showIcon title={t('noPolicy')} /> : null };
}
