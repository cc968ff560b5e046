using System.Collections.Immutable;
using Baton.Engine.Commands;
using Baton.Engine.Explain;
using Baton.Engine.Policies;

namespace Baton.Cli.Scenarios;

/// <summary>Turns the actions of a scenario into commands, as the server does with requests.</summary>
internal sealed class ScenarioActions(ScenarioWorld world)
{
    private readonly LeadIntake _intake = new(world);

    public void Do(ScenarioAction action, StepRun run)
    {
        switch (action)
        {
            case Capture capture:
                Take(capture.Fields, run);
                run.Lead = run.Leads.Count == 0 ? null : run.Leads[^1];
                break;
            case CaptureMany many:
                TakeMany(many, run);
                break;
            case Reassign reassign:
                HandOver(reassign, run);
                break;
            case Restart:
                Rebuild(run);
                break;
            case OnLead onLead:
                DoOnLead(onLead, run);
                break;
            default:
                run.Lead = Submit(CommandOf(action), run).Lead;
                break;
        }
    }

    private void TakeMany(CaptureMany many, StepRun run)
    {
        for (var i = 1; i <= many.Count && run.Refusal is null; i++)
        {
            world.MoveTo(world.Now + (i == 1 ? NodaTime.Duration.Zero : many.Every));
            var id = new Entry("id", Position.None, new ScalarNode($"{many.IdPrefix}{i}", true, Position.None));
            Take(new MapNode([id, .. many.Each?.Entries ?? []], Position.None), run);
        }
    }

    private void Take(MapNode fields, StepRun run)
    {
        if (_intake.Read(fields, out var refusal) is not { } command)
        {
            run.Refusal = refusal;
            return;
        }

        if (Submit(command, run).Lead is { } number)
        {
            run.Leads.Add(number);
            if (fields["id"] is ScalarNode { IsNull: false } id)
            {
                world.Name(id.Text, number);
            }
        }
    }

    private void HandOver(Reassign action, StepRun run)
    {
        var numbers = ImmutableArray.CreateBuilder<long>();
        foreach (var id in action.Leads ?? [])
        {
            if (world.NumberOf(id) is not { } number)
            {
                run.Refusal = UnknownLead(id);
                return;
            }

            numbers.Add(number);
        }

        var command = new ReassignLeads(action.To, action.Reason)
        {
            Leads = numbers.DrainToImmutable(),
            Rep = action.Rep,
            By = action.By,
        };
        run.Leads.AddRange(Submit(command, run).Handover?.Moves.Select(m => m.Lead) ?? []);
    }

    private Refusal UnknownLead(string id) =>
        new(ReasonCodes.UnknownLead, $"no lead '{id}'{NearestWord.Hint(id, world.LeadIds)}");

    private void DoOnLead(OnLead action, StepRun run)
    {
        if (world.NumberOf(action.Lead) is not { } number)
        {
            run.Refusal = UnknownLead(action.Lead);
            return;
        }

        run.Lead = number;
        if (CommandOf(action, number, run) is { } command)
        {
            Submit(command with { By = command.By ?? action.By }, run);
        }
    }

    private Command? CommandOf(OnLead action, long number, StepRun run) =>
        action switch
        {
            Accept a => new AcceptOffer(number, a.Rep) { By = a.By ?? a.Rep },
            Decline a => new DeclineOffer(number, a.Rep, a.Reason) { By = a.By ?? a.Rep },
            Claim a => new ClaimLead(number, a.Rep) { By = a.By ?? a.Rep },
            Assign a => new AssignLead(number, a.Rep),
            Release a => new ReleaseLead(number, a.Reason),
            Reject a => new RejectLead(number, a.Reason),
            Contact => new ContactLead(number),
            Close a => new CloseLead(number, a.Won, a.Value, a.Reason),
            MergeSuspected a => new MergeDuplicate(number, a.Owner),
            Dismiss => new DismissDuplicate(number),
            Unmerge => new UnmergeLead(number),
            Restore => new RestoreLead(number),
            Qualify a => new QualifyLead(number, a.Answers?.ToValues() ?? []) { Disqualify = a.Disqualify },
            Activity a => new RecordActivity(number, a.Type, a.At, a.Value),
            Update a => Change(a, number, run),
            _ => throw new InvalidOperationException($"no command for {action.GetType().Name}"),
        };

    private UpdateLead? Change(Update action, long number, StepRun run)
    {
        var set = _intake.ReadChange(action.Set, number, out var refusal);
        run.Refusal = refusal;
        return set is { } read ? new UpdateLead(number, read) : null;
    }

    private Command CommandOf(ScenarioAction action) =>
        action switch
        {
            ClaimOfQueue a => new ClaimNext(a.Queue, a.Rep) { By = a.By ?? a.Rep },
            PatchRep a => new ChangeRep(a.Patch),
            PatchTeam a => new ChangeTeam(a.Id, a.Add, a.Remove),
            PatchPolicy a => new PublishPolicy(a.Patch),
            PatchWorkspace a => new PublishWorkspace(NodeMerge.Merge(world.Engine.Document, a.Patch)),
            OpenLedger a => new SetLedger(a.Pool, a.Counts),
            _ => throw new InvalidOperationException($"no command for {action.GetType().Name}"),
        };

    // A refusal must leave everything as it was.
    private Outcome Submit(Command command, StepRun run)
    {
        // Taken only where a refusal is expected: an unexpected one fails the step anyway.
        var before = run.ExpectsRefusal ? Fingerprint.Of(world) : null;
        var position = world.Position;
        var outcome = world.Submit(command);
        if (outcome.Refusal is { } refusal)
        {
            run.Refusal = refusal;
            run.Disturbance =
                world.Position != position ? "the refused action wrote to the journal"
                : before is null ? null
                : Fingerprint.Difference(before, Fingerprint.Of(world));
        }

        return outcome;
    }

    private void Rebuild(StepRun run)
    {
        var (before, position) = (Fingerprint.Of(world), world.Position);
        world.Restart();

        // Which moments it has already waited for in vain, an engine does not write down: it looks again.
        world.MoveTo(world.Now);
        run.Disturbance =
            world.Position != position
                ? "the rebuilt engine wrote to the journal"
                : Fingerprint.Difference(before, Fingerprint.Of(world));
    }
}
