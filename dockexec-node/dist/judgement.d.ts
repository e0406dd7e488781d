/** A judgement: its fields, and the JSON that the command line prints. */
import type { CaseResult, JudgementFields, NativeJudgement } from '../native';
/** The judgement of one submission. Fields that have no value are absent. */
export interface Judgement extends JudgementFields {
}
/** The judgement of one submission. */
export declare class Judgement {
    #private;
    /** Judgements are made by an engine. */
    constructor(native: NativeJudgement);
    /** Whether every answer was right. */
    get accepted(): boolean;
    /** The first case that is not accepted. */
    get firstFailing(): CaseResult | undefined;
    /** The record that `dockexec judge --json` prints, `snake_case`: what `JSON.stringify` makes of a judgement. Integers beyond 2^53 lose digits here, not in {@link toJSONText}. */
    toJSON(): Record<string, unknown>;
    /** The same as text, to the last digit. */
    toJSONText(): string;
}
