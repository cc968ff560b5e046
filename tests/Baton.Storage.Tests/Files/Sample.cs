namespace Baton.Storage.Tests.Files;

internal static class Sample
{
    /// <summary>A workspace that uses every key once.</summary>
    public const string Everything = """
        workspace: acme
        timezone: America/New_York
        note: the whole of it
        calendars:
          us-office:
            timezone: America/New_York
            hours: { mon-fri: "09:00-12:00, 13:00-17:00", sat: "10:00-14:00", sun: "22:00-06:00" }
            holidays: [2026-07-03, 2026-12-25]
            exceptions: { 2026-12-24: "09:00-12:00", 2026-12-28: "" }
            note: n
        reps:
          - id: ana
            name: Ana Ruiz
            email: ana@acme.test
            timezone: America/Chicago
            calendar: us-office
            user: ana@acme.test
            skills: { spanish: 5, payments: 3 }
            territories: [us-west]
            attributes: { tenure_years: 4, ratio: 0.5, senior: true, codes: [1, x], "text": "5" }
            weight: 2
            capacity: 30
            caps: { hour: 5, day: 10, week: 40, month: 120 }
            status: away
            status_until: 2026-08-01T12:00:00Z
            status_reason: training
            active: true
            absences:
              - { from: 2026-08-01, to: 2026-08-14, note: sea }
              - { from: 2026-09-01T09:00:00Z, to: 2026-09-01T12:00:00+02:00 }
            was: ann
            note: n
          - id: bob
          - id: mo
        teams:
          west: { manager: mo, members: [ana, bob], note: n }
          payments: { members: { where: 'rep.skills.payments >= 3' } }
          smb: { manager: boss@acme.test, members: [bob] }
        territories:
          us-west: { when: 'lead.country == "US"', note: n }
          south: { table: [[country, postal_from, postal_to], [DE, '80000', '87999']] }
        accounts:
          - { name: Acme Inc, domain: Acme.test, owner: ana, attributes: { tier: gold }, note: n }
        policy:
          note: n
          fields: { seats: number, interests: list, hobby: { type: string, personal: true } }
          conditions: { big: 'lead.employees > 3000' }
          segments: { enterprise-eu: 'big && lead.country in ["DE", "FR"]' }
          protected: [age, gender]
          enrich: { url: https://enrich.test/v1, timeout: 2s }
          screen:
            reject: ['lead.email.endsWith("@example.com")']
            disposable: reject
            disposable_domains: [burner.test]
            malformed: reject
            duplicates:
              { match: [email, { fuzzy: [name, company, phone, city], at: 0.95, review: 0.80 }], within: 90d, action: merge }
            free_mail: [mail.test]
          score:
            rules:
              - { name: enterprise, when: 'lead.employees > 1000', points: 30, acknowledge: [age], note: n }
              - { name: asked for a demo, when: 'lead.source == "demo"', points: 40, half_life: 14d }
              - { name: opened an e-mail, activity: email_opened, points: 5, half_life: 7d, at_most: 20 }
            model: naive_bayes
            grades: { C: 20, A: 80, B: 50 }
          qualify:
            framework: custom
            questions: { pain: What hurts?, need: { text: What is needed?, guidance: Ask twice., weight: 2.5 } }
            reasons: [no_budget, competitor]
            when: 'lead.score >= 20'
            otherwise: disqualify
            nurture: { track: newsletter, revisit: 30d, give_up: 180d }
          pools:
            west: { team: west }
            best: { members: [ana, bob], method: best_match, floor: 5% }
            both: { teams: [west, smb], split: by_team, weights: { west: 2, smb: 1 } }
            nested: { pools: [west, best], weights: equal }
            enterprise:
              team: west
              method: ranked
              rank: 'rep.attributes.tenure_years'
              weights: '2 * rep.attributes.tenure_years'
              require: ['rep.skills.payments >= 3', 'lead.territory in rep.territories']
              prefer: ['lead.language in rep.skills']
              caps: { hour: 20 }
              member_caps: { day: 3 }
              floor: 0.05
              presence: ignored
              hours: ignored
              offer: { timeout: 10m, attempts: 3 }
              fairness:
                unit: value
                value: 'lead.budget'
                absence: owe
                owe_max: 3
                owe_for: 7d
                decline: refund
                expire: refund
                owner: charge
                manual: charge
                max_ahead: 5
                reset: weekly
              ramp: { leads: 2, per: 1h, for: 1d }
              acknowledge: [gender]
              was: big-ones
              note: n
          queues:
            shark-tank:
              team: smb
              mode: cherry_pick
              claims: { hour: 5, day: 9, week: 20, month: 60, open: 10 }
              warn: 1h
              expires: 4h
              acknowledge: [age]
              was: tank
              note: n
            experts: { team: west, mode: shotgun, require: ['rep.skills.payments >= 3'], stagger: 5m }
            blind: { members: [ana], mode: blind }
            desk: { manager: mo, mode: manual }
          rules:
            - name: enterprise
              when: big
              enabled: false
              from: 2026-09-01
              until: 2026-12-31
              guidance: Call first, mention the pilot.
              priority: 100
              effort: 3
              ignore_caps: true
              route:
                - { owner: last, respect: [hours, capacity, caps, presence] }
                - { pool: enterprise, wait: 15m }
                - { queue: shark-tank }
              sla:
                accept: { within: 10m, clock: business }
                respond: { within: 1h, clock: team, warn: 50%, breach: set_away }
                follow_up: { every: 2d, until: 3 }
                absence: return
              recycle: { untouched: 7d }
              acknowledge: [age]
              was: large
              note: n
            - name: the rest
              route:
                - split: { control: { pool: west, share: 90 }, challenger: { queue: desk, share: 10 } }
                  experiment: q3-best-match
        """;
}
