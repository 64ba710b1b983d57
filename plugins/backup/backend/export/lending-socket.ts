/**
 * Reads into one buffer of its own, over and over. What comes in a copy is lent out as it lies there: as Node reads by
 * itself, half a gigabyte of rows would be thousands of buffers for the garbage collector, each read by a call of its own.
 */
import { Socket, type SocketConstructorOpts, type TcpSocketConnectOpts } from 'node:net';

const READ_BYTES = 256 << 10;

/** Node's constructor knows it as well; its types do not. */
type TcpOptions = Pick<TcpSocketConnectOpts, 'onread'>;

export type Listener = (chunk: Buffer) => void;

export class LendingSocket extends Socket {
  private borrower: Listener | undefined;

  constructor() {
    let arrived: Listener = () => undefined;
    const options: SocketConstructorOpts & TcpOptions = {
      onread: {
        buffer: Buffer.allocUnsafeSlow(READ_BYTES),
        callback: (length, buffer) => {
          arrived(buffer.subarray(0, length) as Buffer);
          return true;
        },
      },
    };
    super(options);
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
