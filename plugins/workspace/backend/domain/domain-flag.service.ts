import { Injectable } from '@nestjs/common';
import { Refusal } from '@purser/kit/backend/errors';
import { Flags } from '@purser/kit/backend/flags';
import { houseProblems } from '@purser/kit/problems';
import { DOMAIN_JOIN_FLAG } from '../../names.js';

/** Whether this installation lets people join by their domain. */
@Injectable()
export class DomainFlag {
  constructor(private readonly flags: Flags) {}

  async isOn(): Promise<boolean> {
    return await this.flags.isOn(DOMAIN_JOIN_FLAG);
  }

  /** 404 `not_found`, as for a route that is not there. */
  async require(): Promise<void> {
    if (!(await this.isOn())) throw new Refusal(houseProblems.notFound);
  }
}
