using System.Collections.Immutable;
using Baton.Engine.Commands;
using Baton.Engine.Events;
using Baton.Server.Json;
using Baton.Storage;
using Baton.Storage.Erasing;

namespace Baton.Server.Privacy;

/// <summary>Erases people, for the API and the command line, and shows what was erased.</summary>
internal static class Erasures
{
    /// <summary>
    /// Erases the person as one durable act and puts it into the audit log. Null where nothing was left to erase; the reply
    /// says where the store could not.
    /// </summary>
    public static async Task<(Erasure? Done, Reply Reply)> Erase(BatonStore store, PersonSought person, ActBy by)
    {
        var reply = await store.Submit(new Submission(new ErasePerson(person) { By = by.Actor }));
        if (reply is not { Status: ReplyStatus.Done, Outcome.Events: { IsEmpty: false } events })
        {
            return (null, reply);
        }

        var leads = events.OfType<PersonalDataErased>().Select(e => e.Lead).ToImmutableArray();
        store.Audit.Add(by, Acts.PersonErased, $"erasure {reply.Seq}", Count(leads.Length));
        return (store.Persons.Erasure(reply.Seq), reply);
    }

    public static string Count(int leads) => leads == 1 ? "1 lead" : $"{leads} leads";

    public static void Write(JsonBuffer answer, Erasure erasure) =>
        Write(answer, erasure, erasure.Leads, isDryRun: false);

    /// <summary>What was erased, or would be; <paramref name="erasure"/> null = nothing was.</summary>
    public static void Write(JsonBuffer answer, Erasure? erasure, ImmutableArray<long> leads, bool isDryRun)
    {
        var json = answer.Json;
        json.WriteStartObject();
        if (erasure is null)
        {
            json.WriteNull("id"u8);
        }
        else
        {
            json.WriteNumber("id"u8, erasure.Id);
        }

        LeadWriter.Time(json, "at"u8, erasure?.At);
        json.WriteString("by"u8, erasure?.By);
        json.WriteStartArray("leads"u8);
        foreach (var lead in leads)
        {
            json.WriteStringValue(PublicId.Of(lead));
        }

        json.WriteEndArray();
        LeadWriter.Time(json, "cleaned_at"u8, erasure?.CleanedAt);
        json.WriteBoolean("dry_run"u8, isDryRun);
        json.WriteEndObject();
    }
}
