// Under which names the queue's answers are kept.
export const queueKey = ['operator', 'queue'];
export const failuresKey = ['operator', 'failures'];
