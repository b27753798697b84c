/*
 * Copyright 2026 The Elevated Access Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

export interface Config {
  /**
   * Temporary elevated access to AWS through IAM Identity Center.
   *
   * Durations of this section are written in ISO 8601 (`PT15M`) or as an object
   * (`{ minutes: 15 }`); those of `settings` and `policies` in ISO 8601 only.
   */
  elevatedAccess?: {
    /**
     * How AWS is reached.
     */
    aws: {
      /**
       * The Region of the Identity Center instance, for example `eu-west-1`.
       *
       * @visibility backend
       */
      region: string;

      /**
       * ARN of the Identity Center instance. Discovered when it is left out.
       *
       * @visibility backend
       */
      instanceArn?: string;

      /**
       * The AWS account whose credentials are used, as the section `aws` of the
       * config describes them (`@backstage/integration-aws-node`). That section's
       * main account, or the SDK's default chain, when it is left out. Write it
       * in quotes.
       *
       * @visibility backend
       */
      accountId?: string;

      /**
       * Base URL of something that speaks AWS's protocol, such as the simulator.
       * AWS itself when it is left out.
       *
       * @visibility backend
       */
      endpoint?: string;

      /**
       * Static keys for an endpoint outside AWS. Refused without such an
       * endpoint: keys for AWS itself belong into the section `aws` of the config.
       *
       * @visibility secret
       */
      credentials?: {
        /**
         * Access key id, verified by the endpoint.
         *
         * @visibility secret
         */
        accessKeyId: string;

        /**
         * Secret access key, with which calls are signed.
         *
         * @visibility secret
         */
        secretAccessKey: string;

        /**
         * Session token of temporary credentials.
         *
         * @visibility secret
         */
        sessionToken?: string;
      };

      /**
       * Address of the AWS access portal, shown to people who were given access.
       *
       * @visibility backend
       */
      accessPortalUrl?: string;

      /**
       * Whether the credentials are those of a delegated administrator of
       * Identity Center rather than of the management account. Permission sets
       * that are provisioned in the management account are then left out,
       * because AWS refuses them. True when it is left out.
       *
       * @visibility backend
       */
      delegatedAdministrator?: boolean;

      /**
       * Accounts to which nobody is given access here, whatever a policy says:
       * the account that the portal runs in, that of the delegated
       * administrator, those for logs and security. The management account is
       * always protected. Write the ids in quotes.
       *
       * @visibility backend
       */
      protectedAccountIds?: string[];

      /**
       * How long one call to AWS may take. 10 seconds when it is left out.
       *
       * @visibility backend
       */
      requestTimeout?: string | { [unit: string]: number };
    };

    /**
     * Who has a role, as references of users and groups.
     */
    access?: {
      /**
       * May see everything and end anybody's access.
       *
       * @visibility backend
       */
      admins?: string[];

      /**
       * May see everything and change nothing.
       *
       * @visibility backend
       */
      auditors?: string[];

      /**
       * May end anybody's access.
       *
       * @visibility backend
       */
      responders?: string[];
    };

    /**
     * How the Identity Center user of a person of the catalog is found.
     */
    identity?: {
      /**
       * The ways to try, in order; the first that finds anybody answers.
       * `[annotation, email, userName]` when it is left out; `userName` compares
       * the name of the catalog user.
       *
       * @visibility backend
       */
      order?: Array<'annotation' | 'email' | 'userName'>;

      /**
       * The annotation of a catalog user that holds the id or the user name of
       * the Identity Center user. `elevated-access.io/identity-center-user` when
       * it is left out.
       *
       * @visibility backend
       */
      annotation?: string;

      /**
       * The annotation of a catalog user that names their manager, for approval
       * policies in which the `manager` approves: the ref of a user or a group.
       * `elevated-access.io/manager` when it is left out.
       *
       * @visibility backend
       */
      managerAnnotation?: string;
    };

    /**
     * Rules that hold whatever a policy says, and what holds where a policy says
     * nothing. What is set here cannot be changed in the portal.
     */
    settings?: {
      /**
       * No access lasts longer; policies that permit more are cut down to it.
       * `PT9H` when it is left out.
       *
       * @visibility backend
       */
      maximumDuration?: string;

      /**
       * No access is shorter. `PT5M` when it is left out.
       *
       * @visibility backend
       */
      minimumDuration?: string;

      /**
       * When a request that nobody decides expires, unless its approval policy
       * says otherwise. `PT3H` when it is left out.
       *
       * @visibility backend
       */
      requestExpiry?: string;

      /**
       * How far ahead a start may lie. `P30D` when it is left out.
       *
       * @visibility backend
       */
      maximumAdvance?: string;

      /**
       * How late approved access may begin, as in an outage, before approval is
       * asked for again. `PT30M` when it is left out.
       *
       * @visibility backend
       */
      maximumDelay?: string;

      /**
       * Whether anybody has to approve anything. `off` gives whatever is permitted
       * at once; `by-policy` is meant when it is left out.
       *
       * @visibility backend
       */
      approval?: 'by-policy' | 'off';

      /**
       * What the reason has to look like where the policy does not say. Required
       * when it is left out.
       *
       * @visibility backend
       */
      reason?: {
        /**
         * Whether there has to be one.
         *
         * @visibility backend
         */
        required?: boolean;

        /**
         * How many characters it has at least.
         *
         * @visibility backend
         */
        minLength?: number;

        /**
         * A regular expression that it has to match.
         *
         * @visibility backend
         */
        pattern?: string;

        /**
         * What to tell somebody whose text does not.
         *
         * @visibility backend
         */
        message?: string;
      };

      /**
       * What the ticket has to look like where the policy does not say. Required
       * when it is left out.
       *
       * @visibility backend
       */
      ticket?: {
        /**
         * Whether there has to be one.
         *
         * @visibility backend
         */
        required?: boolean;

        /**
         * How many characters it has at least.
         *
         * @visibility backend
         */
        minLength?: number;

        /**
         * A regular expression that it has to match.
         *
         * @visibility backend
         */
        pattern?: string;

        /**
         * What to tell somebody whose text does not.
         *
         * @visibility backend
         */
        message?: string;
      };

      /**
       * When approvers have to comment where the policy does not say. `always`
       * when it is left out.
       *
       * @visibility backend
       */
      comment?: 'optional' | 'on-reject' | 'always';

      /**
       * When approvers are reminded where the policy does not say.
       */
      reminders?: {
        /**
         * After how long for the first time; then after twice as long each time.
         * `PT30M` when it is left out.
         *
         * @visibility backend
         */
        first?: string;

        /**
         * At least once in this time. `PT4H` when it is left out.
         *
         * @visibility backend
         */
        maximum?: string;
      };

      /**
       * Shown on every page of the plugin.
       */
      banner?: {
        /**
         * Plain text.
         *
         * @visibility backend
         */
        text: string;

        /**
         * `info` when it is left out.
         *
         * @visibility backend
         */
        severity?: 'info' | 'warning' | 'danger';
      };

      /**
       * Whether a change of policies or settings in the portal waits until another
       * administrator confirms it. Not when it is left out.
       *
       * @visibility backend
       */
      confirmChanges?: boolean;
    };

    /**
     * The local snapshot of accounts, organizational units, permission sets and users.
     */
    directory?: {
      /**
       * When it is read from AWS. Every 15 minutes when it is left out.
       */
      schedule?: {
        /**
         * How often: a duration, a cron expression, or only by hand.
         *
         * @visibility backend
         */
        frequency:
          | string
          | { cron: string }
          | { trigger: 'manual' }
          | { [unit: string]: number };

        /**
         * How long a reading may take before another one may begin.
         *
         * @visibility backend
         */
        timeout: string | { [unit: string]: number };

        /**
         * How long to wait after the start of the backend.
         *
         * @visibility backend
         */
        initialDelay?: string | { [unit: string]: number };

        /**
         * Whether one replica reads for all of them, or each for itself.
         *
         * @visibility backend
         */
        scope?: 'global' | 'local';
      };

      /**
       * How old the snapshot may be before nothing new is granted from it.
       * Access is ended all the same. One day when it is left out.
       *
       * @visibility backend
       */
      maximumAge?: string | { [unit: string]: number };
    };

    /**
     * The part that gives and ends access. The defaults keep within AWS's quotas.
     */
    engine?: {
      /**
       * How often a replica looks for work. 2 seconds when it is left out.
       *
       * @visibility backend
       */
      cadence?: string | { [unit: string]: number };

      /**
       * How long another replica waits for one that has fallen silent; at least
       * three times the cadence. 10 seconds when it is left out.
       *
       * @visibility backend
       */
      leaseDuration?: string | { [unit: string]: number };

      /**
       * How many assignments may be created or deleted at the same time. 15, as
       * many as AWS admits, when it is left out.
       *
       * @visibility backend
       */
      maximumWritesInFlight?: number;

      /**
       * How many creations and deletions are sent a second, to begin with; more
       * while AWS does not throttle, half as many when it does. 8 when it is
       * left out.
       *
       * @visibility backend
       */
      writesPerSecond?: number;

      /**
       * How many calls of Identity Center's API are made in any one second, and
       * of its Identity Store as many again. AWS admits 20 of each, by everybody
       * together, and more on request. 18 when it is left out; only what is due
       * takes all of them, everything else leaves a ninth.
       *
       * @visibility backend
       */
      callsPerSecond?: number;

      /**
       * How often it is looked whether people who hold access are still enabled in
       * Identity Center and in the catalog. The access of those who are not ends.
       * One minute when it is left out.
       *
       * @visibility backend
       */
      personCheck?: string | { [unit: string]: number };
    };

    /**
     * Where what people did with their access is read from. docs/session-activity.md
     * says what each source needs.
     */
    activity?: {
      /**
       * `cloudtrail`: the event history of each account. `cloudwatch-logs`, `athena`,
       * `cloudtrail-lake`: records that a trail collects. The name of a source that
       * a module brings. `none` when it is left out.
       *
       * @visibility backend
       */
      source?: string;

      /**
       * After how long a record has arrived for certain. Only then is a session's
       * activity complete. A quarter of an hour when it is left out.
       *
       * @visibility backend
       */
      deliveryDelay?: string | { [unit: string]: number };

      /**
       * How often the activity of a session is read while there may be more. A
       * quarter of an hour when it is left out.
       *
       * @visibility backend
       */
      refresh?: string | { [unit: string]: number };

      /**
       * How many events are kept of one request, the newest; 9,000 at most. 5,000
       * when it is left out.
       *
       * @visibility backend
       */
      maximumEvents?: number | string;

      /** For the source `cloudtrail`. */
      cloudtrail?: {
        /**
         * The role that is assumed in each account: its name, or its ARN with
         * `{accountId}` where the account's id belongs. `elevated-access-activity`
         * when it is left out.
         *
         * @visibility backend
         */
        role?: string;

        /**
         * The external id that the roles' trust policies ask for.
         *
         * @visibility backend
         */
        externalId?: string;

        /**
         * The Regions in which people work. That of aws.region when it is left out;
         * the Region of services without one, us-east-1, is always read too.
         *
         * @visibility backend
         */
        regions?: string[];
      };

      /** For the source `cloudwatch-logs`. */
      cloudwatchLogs?: {
        /**
         * Name or ARN of the log group that a trail writes to.
         *
         * @visibility backend
         */
        logGroup: string;

        /**
         * The Region that is asked. That of aws.region when it is left out.
         *
         * @visibility backend
         */
        region?: string;

        /**
         * ARN of a role to assume, where another account has the records. The
         * backend's own credentials are used when it is left out.
         *
         * @visibility backend
         */
        roleArn?: string;

        /**
         * The external id that the role's trust policy asks for.
         *
         * @visibility backend
         */
        externalId?: string;
      };

      /** For the source `athena`. */
      athena?: {
        /**
         * The database that has the table.
         *
         * @visibility backend
         */
        database: string;

        /**
         * The table of CloudTrail records, as AWS documents it.
         *
         * @visibility backend
         */
        table: string;

        /**
         * The work group that queries run in. `primary` when it is left out.
         *
         * @visibility backend
         */
        workGroup?: string;

        /**
         * An S3 URL that results are written to. The work group's own when it is
         * left out.
         *
         * @visibility backend
         */
        outputLocation?: string;

        /**
         * A partition that has the day, as 2026/11/22. Without it a query reads
         * everything.
         *
         * @visibility backend
         */
        dayPartition?: string;

        /**
         * A partition that has the account's id.
         *
         * @visibility backend
         */
        accountPartition?: string;

        /**
         * The Region that is asked. That of aws.region when it is left out.
         *
         * @visibility backend
         */
        region?: string;

        /**
         * ARN of a role to assume, where another account has the records. The
         * backend's own credentials are used when it is left out.
         *
         * @visibility backend
         */
        roleArn?: string;

        /**
         * The external id that the role's trust policy asks for.
         *
         * @visibility backend
         */
        externalId?: string;
      };

      /** For the source `cloudtrail-lake`, which takes no new customers. */
      cloudtrailLake?: {
        /**
         * Id of the event data store.
         *
         * @visibility backend
         */
        eventDataStore: string;

        /**
         * The Region that is asked. That of aws.region when it is left out.
         *
         * @visibility backend
         */
        region?: string;

        /**
         * ARN of a role to assume, where another account has the records. The
         * backend's own credentials are used when it is left out.
         *
         * @visibility backend
         */
        roleArn?: string;

        /**
         * The external id that the role's trust policy asks for.
         *
         * @visibility backend
         */
        externalId?: string;
      };
    };

    /**
     * The log of everything that happened, and where its head is written down
     * so that nobody who owns the database can replace it unnoticed.
     */
    eventLog?: {
      /**
       * The least time between two anchors of a place; the head is written down
       * only when it has moved. A quarter of an hour when it is left out.
       *
       * @visibility backend
       */
      anchorInterval?: string | { [unit: string]: number };

      /**
       * Places that heads are written down in. None when it is left out.
       */
      anchors?: Array<
        | {
            /**
             * The portal's own log.
             *
             * @visibility backend
             */
            type: 'log';
          }
        | {
            /**
             * A topic of Backstage's events.
             *
             * @visibility backend
             */
            type: 'event';

            /**
             * The topic; `elevated-access.event-log.anchor` when it is left out.
             *
             * @visibility backend
             */
            topic?: string;
          }
        | {
            /**
             * A file that a line is appended to.
             *
             * @visibility backend
             */
            type: 'file';

            /**
             * Where the file is, on every replica.
             *
             * @visibility backend
             */
            path: string;
          }
        | {
            /**
             * An object of an S3 bucket for each anchor.
             *
             * @visibility backend
             */
            type: 's3';

            /**
             * The bucket, made with object lock.
             *
             * @visibility backend
             */
            bucket: string;

            /**
             * What the names of the objects begin with; `elevated-access/` when
             * it is left out.
             *
             * @visibility backend
             */
            prefix?: string;

            /**
             * The bucket's Region; that of Identity Center when it is left out.
             *
             * @visibility backend
             */
            region?: string;

            /**
             * The AWS account whose credentials are used, as the section `aws`
             * of the config describes them. That of `elevatedAccess.aws` when it
             * is left out. Write it in quotes.
             *
             * @visibility backend
             */
            accountId?: string;

            /**
             * Base URL of something that speaks S3. AWS itself when it is left out.
             *
             * @visibility backend
             */
            endpoint?: string;

            /**
             * Static keys for an endpoint outside AWS. Refused without one.
             *
             * @visibility secret
             */
            credentials?: {
              /**
               * Access key id.
               *
               * @visibility secret
               */
              accessKeyId: string;

              /**
               * Secret access key.
               *
               * @visibility secret
               */
              secretAccessKey: string;

              /**
               * Session token of temporary credentials.
               *
               * @visibility secret
               */
              sessionToken?: string;
            };

            /**
             * How long each object is kept from deletion. What the bucket says
             * when it is left out.
             */
            objectLock?: {
              /**
               * `compliance`: nobody may delete it before; `governance`: whoever
               * has a special permission may. `compliance` when it is left out.
               *
               * @visibility backend
               */
              mode?: 'compliance' | 'governance';

              /**
               * Days.
               *
               * @visibility backend
               */
              days: number;
            };
          }
      >;
    };

    /**
     * Access reviews: after each period every owner of accounts, and every group,
     * is told who held what and what of it was never used.
     */
    reviews?: {
      /**
       * Whether to make them at all. True when it is left out.
       *
       * @visibility backend
       */
      enabled?: boolean;

      /**
       * How long a period is, in UTC. A month when it is left out.
       *
       * @visibility backend
       */
      cadence?: 'weekly' | 'monthly' | 'quarterly';

      /**
       * Groups whose people are reviewed, as entity references. Those that
       * eligibility policies name when it is left out; none when it is empty.
       *
       * @visibility backend
       */
      groups?: string[];
    };

    /**
     * The check of policies against the catalog and the directory. It reports
     * and changes nothing.
     */
    lint?: {
      /**
       * Whether to check at all. True when it is left out.
       *
       * @visibility backend
       */
      enabled?: boolean;

      /**
       * How long to rest after a complete check while policies stay as they are;
       * at least a minute. A quarter of an hour when it is left out.
       *
       * @visibility backend
       */
      interval?: string | { [unit: string]: number };
    };

    /**
     * The comparison of what AWS has with what was granted. It reports and
     * changes nothing.
     */
    drift?: {
      /**
       * Whether to compare at all. True when it is left out.
       *
       * @visibility backend
       */
      enabled?: boolean;

      /**
       * How long to rest after a complete comparison; at least a minute. One hour
       * when it is left out.
       *
       * @visibility backend
       */
      interval?: string | { [unit: string]: number };

      /**
       * Whether to report what groups hold. Groups are how people hold standing
       * access, so that false is meant when it is left out.
       *
       * @visibility backend
       */
      groups?: boolean;
    };

    /**
     * Who may ask for what, and who must approve it.
     */
    policies?: {
      /**
       * Files and folders of policies in YAML, on the disk of each replica. A
       * relative path begins at the working directory of the backend. They are
       * read again when they change.
       *
       * @visibility backend
       */
      files?: string[];

      /**
       * Files and folders of repositories, read through Backstage's URL reader with
       * the tokens of `integrations`.
       */
      locations?: Array<{
        /**
         * Of a file that ends in `.yaml` or `.yml`, of a folder, or a pattern with `*`.
         *
         * @visibility backend
         */
        url: string;
      }>;

      /**
       * When the locations are read. Every minute when it is left out.
       */
      schedule?: {
        /**
         * How often: a duration, a cron expression, or only by hand.
         *
         * @visibility backend
         */
        frequency:
          | string
          | { cron: string }
          | { trigger: 'manual' }
          | { [unit: string]: number };

        /**
         * How long a reading may take before another one may begin.
         *
         * @visibility backend
         */
        timeout: string | { [unit: string]: number };

        /**
         * How long to wait after the start of the backend.
         *
         * @visibility backend
         */
        initialDelay?: string | { [unit: string]: number };

        /**
         * Whether one replica reads for all of them, or each for itself.
         *
         * @visibility backend
         */
        scope?: 'global' | 'local';
      };

      /**
       * Who may request what, for how long, under which conditions. One policy
       * has to permit all of it; one that denies wins over all that allow.
       */
      eligibility?: Array<{
        /**
         * Lower-case words joined by hyphens; unique among these policies.
         *
         * @visibility backend
         */
        name: string;

        /**
         * What it is for, in words.
         *
         * @visibility backend
         */
        description?: string;

        /**
         * Whether it permits or forbids. One that forbids has neither priority
         * nor duration nor approval, reason or ticket.
         *
         * @visibility backend
         */
        effect: 'allow' | 'deny';

        /**
         * Of several policies that permit, the highest answers. 0 when it is left out.
         *
         * @visibility backend
         */
        priority?: number;

        /**
         * References of the users and groups that it is about.
         *
         * @visibility backend
         */
        subjects: string[];

        /**
         * The accounts that it covers. An OU is named by its id or by its path
         * from the root (`/Workloads/Prod`), with its descendants unless
         * `descendants` is false. `owned` covers the accounts that the catalog says
         * belong to whoever asks or to a group of theirs, `owner` those of one user
         * or group.
         *
         * @visibility backend
         */
        targets: Array<
          | { account: string }
          | { ou: string; descendants?: boolean }
          | { tag: { key: string; value: string } }
          | { owned: true }
          | { owner: string }
          | { all: true }
        >;

        /**
         * The permission sets that it covers.
         *
         * @visibility backend
         */
        permissionSets: Array<
          | { name: string }
          | { arn: string }
          | { tag: { key: string; value: string } }
          | { all: true }
        >;

        /**
         * The longest access that it permits, in ISO 8601 (`PT4H`). Required
         * where the effect is `allow`.
         *
         * @visibility backend
         */
        maxDuration?: string;

        /**
         * Whether somebody has to approve. `required` when it is left out.
         *
         * @visibility backend
         */
        approval?: 'required' | 'not-required';

        /**
         * How dangerous it is what it permits: requests under a `high` one come
         * first in the inbox and are marked. `normal` when it is left out.
         *
         * @visibility backend
         */
        risk?: 'normal' | 'high';

        /**
         * Whether access is taken away one session duration of the permission set
         * before the window ends, so that no session outlives it. Not when it is
         * left out.
         *
         * @visibility backend
         */
        strictWindow?: boolean;

        /**
         * Whether live access may be prolonged, by `maxDuration` at most each time.
         * Not at all when it is left out.
         *
         * @visibility backend
         */
        extension?: {
          /**
           * How often. Once when it is left out.
           *
           * @visibility backend
           */
          maximum?: number;

          /**
           * The longest from the first beginning to the last end (`PT8H`).
           *
           * @visibility backend
           */
          maxTotalDuration: string;
        };

        /**
         * Hours of the week within which a window has to start for the policy to
         * hold. Always when it is left out.
         *
         * @visibility backend
         */
        workingHours?: {
          /**
           * Name of a time zone, `Europe/Stockholm`.
           *
           * @visibility backend
           */
          timeZone: string;

          /**
           * Days of the week, 1 is Monday.
           *
           * @visibility backend
           */
          days: number[];

          /**
           * The first minute, `08:00`.
           *
           * @visibility backend
           */
          from: string;

          /**
           * The minute after the last. At or before `from` it is one of the next day.
           *
           * @visibility backend
           */
          to: string;
        };

        /**
         * What the reason has to look like; as the settings say when it is left out.
         *
         * @visibility backend
         */
        reason?: {
          /**
           * Whether there has to be one.
           *
           * @visibility backend
           */
          required?: boolean;

          /**
           * How many characters it has at least.
           *
           * @visibility backend
           */
          minLength?: number;

          /**
           * A regular expression that it has to match.
           *
           * @visibility backend
           */
          pattern?: string;

          /**
           * What to tell somebody whose text does not.
           *
           * @visibility backend
           */
          message?: string;
        };

        /**
         * What the ticket has to look like; as the settings say when it is left out.
         *
         * @visibility backend
         */
        ticket?: {
          /**
           * Whether there has to be one.
           *
           * @visibility backend
           */
          required?: boolean;

          /**
           * How many characters it has at least.
           *
           * @visibility backend
           */
          minLength?: number;

          /**
           * A regular expression that it has to match.
           *
           * @visibility backend
           */
          pattern?: string;

          /**
           * What to tell somebody whose text does not.
           *
           * @visibility backend
           */
          message?: string;
        };
      }>;

      /**
       * Who must approve what. Of several that cover an account and a permission
       * set, the highest priority holds, then the one that names the account
       * most closely, then the name.
       */
      approval?: Array<{
        /**
         * Lower-case words joined by hyphens; unique among these policies.
         *
         * @visibility backend
         */
        name: string;

        /**
         * What it is for, in words.
         *
         * @visibility backend
         */
        description?: string;

        /**
         * 0 when it is left out.
         *
         * @visibility backend
         */
        priority?: number;

        /**
         * The accounts that it covers, as in eligibility policies.
         *
         * @visibility backend
         */
        targets: Array<
          | { account: string }
          | { ou: string; descendants?: boolean }
          | { tag: { key: string; value: string } }
          | { owned: true }
          | { owner: string }
          | { all: true }
        >;

        /**
         * The permission sets that it covers.
         *
         * @visibility backend
         */
        permissionSets: Array<
          | { name: string }
          | { arn: string }
          | { tag: { key: string; value: string } }
          | { all: true }
        >;

        /**
         * What has to be passed, in order.
         */
        stages: Array<{
          /**
           * Who that is, in words, `Payments leads`.
           *
           * @visibility backend
           */
          name: string;

          /**
           * References of the users and groups who may approve; `owner` for those to
           * whom the catalog says the account belongs, `manager` for the manager of
           * whoever asks.
           *
           * @visibility backend
           */
          approvers: string[];

          /**
           * How many different people have to. 1 when it is left out.
           *
           * @visibility backend
           */
          required?: number;

          /**
           * Who else may decide when nobody has for too long, step by step.
           */
          escalation?: Array<{
            /**
             * How long after the stage began to wait (`PT1H`); longer with each step.
             *
             * @visibility backend
             */
            after: string;

            /**
             * As those of the stage.
             *
             * @visibility backend
             */
            approvers: string[];
          }>;
        }>;

        /**
         * Whether a decision needs a comment; as the settings say when it is left out.
         *
         * @visibility backend
         */
        comment?: 'optional' | 'on-reject' | 'always';

        /**
         * When a request that nobody decides expires, in ISO 8601 (`PT3H`).
         *
         * @visibility backend
         */
        requestExpiry?: string;

        /**
         * When approvers are reminded; as the settings say when it is left out.
         */
        reminders?: {
          /**
           * After how long for the first time; then after twice as long each time.
           * `PT30M` when it is left out.
           *
           * @visibility backend
           */
          first?: string;

          /**
           * At least once in this time. `PT4H` when it is left out.
           *
           * @visibility backend
           */
          maximum?: string;
        };
      }>;
    };
  };
}
