import type { RuleId } from '#domain/rule.ts';

/** A rule that would not let a change through. Nothing was written. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly rule: RuleId;

  constructor(rule: RuleId) {
    super(rule);
    this.rule = rule;
  }
}
