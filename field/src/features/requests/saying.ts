/** What is said on a request. Pure. */
export interface Speaker {
  userId: string
  name: string
}

/** The record of a message: always one that whoever asked may read, for that is who writes here. */
export const messageOf = (requestId: string, body: string, by: Speaker, now: number) => ({
  work_request_id: requestId,
  body: body.trim(),
  public: true,
  mentions: '[]',
  author_name: by.name,
  created_at: now,
  created_by: by.userId,
  updated_at: now,
})

/** Who says it: oneself, somebody by name, or the office where no name is told. */
export const authorOf = (message: { created_by: string | null; author_name: string | null }, userId: string): { mine: boolean; name: string | null } => ({
  mine: message.created_by === userId,
  name: message.author_name?.trim() || null,
})
