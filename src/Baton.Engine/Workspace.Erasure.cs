using Baton.Engine.Commands;
using Baton.Engine.Events;

namespace Baton.Engine;

/// <summary>The end of a lead whose person is to be forgotten.</summary>
public sealed partial class Workspace
{
    // What was charged for a lead stays charged: whoever got it had it.
    private Outcome Erase(ErasePerson command, Facts facts)
    {
        foreach (var number in facts.Person)
        {
            if (_state.Leads.TryGetValue(number, out var lead))
            {
                Rescind(lead, "erased");
            }

            Emit(new PersonalDataErased { Lead = number, By = command.By });
        }

        return Done();
    }
}
