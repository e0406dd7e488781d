/** What people call verdicts. */
import type { Verdict } from '../native';
/** A phrase for people, such as "wrong answer". */
export declare function phrase(verdict: Verdict): string;
