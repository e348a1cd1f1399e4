import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';

import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';

import { problemOf } from '../plugins/errors.ts';
import { PROBLEMS, Problem, problemDocument } from '../problems.ts';

/** Answers an address that the router cannot take apart; it never reaches hooks or the error handler. */
export const answerBadAddress = (
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): void => {
  const problem = problemOf(error);
  void reply
    .code(PROBLEMS[problem.code].status)
    .type('application/problem+json')
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send(problemDocument(problem, request.id));
};

/** Answers bytes that are no HTTP request, on the bare socket, and hangs up. */
export const answerBrokenRequest = (error: Error & { code?: string }, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const isLate = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
  answerOnSocket(socket, isLate ? 'request_too_slow' : 'invalid_request');
};

const STATUS_LINES = {
  invalid_request: '400 Bad Request',
  request_too_slow: '408 Request Timeout',
};

/** Answers with a problem on the bare socket, where there is no request to reply to, and hangs up. */
export const answerOnSocket = (socket: Socket, code: keyof typeof STATUS_LINES): void => {
  const body = JSON.stringify(problemDocument(new Problem(code), randomUUID()));
  socket.end(
    [
      `HTTP/1.1 ${STATUS_LINES[code]}`,
      'content-type: application/problem+json',
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
      '',
      body,
    ].join('\r\n'),
    () => socket.destroy(),
  );
};
