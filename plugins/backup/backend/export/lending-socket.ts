/**
 * Reads into one buffer of its own, over and over. What comes in a copy is lent out as it lies there: as Node reads by
 * itself, half a gigabyte of rows would be thousands of buffers for the garbage collector, each read by a call of its own.
 */
import { Socket, type SocketConstructorOpts, type TcpSocketConnectOpts } from 'node:net';

export const READ_BYTES = 256 << 10;
/** Taken from the system only when it is used. */
const ROOM_BYTES = 13 << 20;

/** Node's constructor knows it as well; its types do not. */
type TcpOptions = Pick<TcpSocketConnectOpts, 'onread'>;

export type Listener = (chunk: Buffer) => void;

export class LendingSocket extends Socket {
  /** What is read lies at its beginning; the rest is for whoever holds some of it. */
  readonly memory: Buffer;
  private borrower: Listener | undefined;

  constructor() {
    let arrived: Listener = () => undefined;
    const memory = Buffer.allocUnsafeSlow(READ_BYTES + ROOM_BYTES);
    const options: SocketConstructorOpts & TcpOptions = {
      onread: {
        buffer: memory.subarray(0, READ_BYTES),
        callback: (length, buffer) => {
          arrived(buffer.subarray(0, length) as Buffer);
          return true;
        },
      },
    };
    super(options);
    this.memory = memory;
    arrived = (bytes) => {
      if (this.borrower) this.borrower(bytes);
      else this.emit('data', Buffer.from(bytes));
    };
  }

  /** Instead of `data`, until {@link takeBack}: what it is given is good until it returns. */
  lend(to: Listener): void {
    this.borrower = to;
  }

  takeBack(): void {
    this.borrower = undefined;
  }
}
