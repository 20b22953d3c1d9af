// Counts attempts and their answers, and notes when they are sent.
import type { CallStatistics } from '../../model/api.js';
import type { Clock } from '../../model/clock.js';
import type { Answer, Step } from '../call.js';

interface CountContext {
  clock: Clock;
  statistics: CallStatistics;
}

export function countAttempts(send: Step<Answer>, { clock, statistics }: CountContext): Step<Answer> {
  return async (call) => {
    call.lastSentAt = clock.now();
    call.attempts++;
    if (call.attempts === 1) call.firstSentAt = call.lastSentAt;
    else statistics.retries++;
    statistics.calls++;
    const answer = await send(call);
    const status = 'reply' in answer ? String(answer.reply.status) : answer.failure.code;
    statistics.byStatus[status] = (statistics.byStatus[status] ?? 0) + 1;
    return answer;
  };
}
