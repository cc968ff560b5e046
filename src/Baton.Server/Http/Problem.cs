using System.Collections.Immutable;
using System.Text.Json;
using Baton.Engine.Capture;
using Baton.Engine.Commands;
using Baton.Engine.Explain;
using Baton.Engine.Policies;
using Baton.Server.Json;
using Baton.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Baton.Server.Http;

/// <summary>One thing wrong with a request, in an answer's <c>errors</c>.</summary>
internal sealed record ProblemError(string Path, string Code, string Message)
{
    public Position At { get; init; }

    public static ProblemError Of(CaptureFault fault) => new(fault.Field, fault.Code, fault.Message);

    public static ProblemError Of(Fault fault) => new(fault.Path, fault.Code, fault.Message) { At = fault.At };
}

/// <summary>
/// Why a request was not done, as problem details (RFC 9457): the type is <c>about:blank</c>, so the title is the
/// status's phrase; <see cref="Code"/> is stable, for programs.
/// </summary>
internal sealed record Problem(int Status, string Code, string Detail)
{
    public const string ContentType = "application/problem+json";
    public const string FailedPrecondition = "precondition_failed";

    public ImmutableArray<ProblemError> Errors { get; init; } = [];

    /// <summary>The journal's first record, where one was asked for that is older; null = that is not the trouble.</summary>
    public long? FirstSeq { get; init; }

    /// <summary>Seconds after which to try again; null = no promise.</summary>
    public int? RetryAfter { get; init; }

    public static Problem Invalid(params ImmutableArray<ProblemError> errors) =>
        new(
            StatusCodes.Status422UnprocessableEntity,
            ReasonCodes.Invalid,
            errors.Length == 1 ? errors[0].Message : $"{errors.Length} faults; nothing was changed"
        )
        {
            Errors = errors,
        };

    public static Problem Invalid(string path, string code, string message) =>
        Invalid([new ProblemError(path, code, message)]);

    public static Problem Malformed(string detail) => new(StatusCodes.Status400BadRequest, "malformed", detail);

    public static Problem NotFound(string code, string detail) => new(StatusCodes.Status404NotFound, code, detail);

    public static Problem Forbidden(string detail) =>
        new(StatusCodes.Status403Forbidden, ReasonCodes.Forbidden, detail);

    public static Problem UnknownLead { get; } = NotFound(ReasonCodes.UnknownLead, "there is no such lead");

    /// <summary>What was decided on is gone, so nothing can be decided again.</summary>
    public static Problem Erased { get; } =
        new(StatusCodes.Status410Gone, "erased", "the personal data of this lead was erased; it cannot be replayed");

    /// <summary>What is asked for was in records that were let go.</summary>
    public static Problem HistoryCut(long first) =>
        new(
            StatusCodes.Status410Gone,
            "history_cut",
            $"the journal begins with record {first}: what was before it was let go"
        )
        {
            FirstSeq = first,
        };

    /// <summary>A condition of the request's headers (<c>If-Match</c>, <c>If-None-Match</c>) does not hold.</summary>
    public static Problem PreconditionFailed { get; } =
        new(
            StatusCodes.Status412PreconditionFailed,
            FailedPrecondition,
            "it is not what the request's If-Match or If-None-Match expects; read it again"
        );

    public static Problem UnsupportedType(string supported) =>
        new(StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type", $"send {supported}");

    public static Problem Unavailable(string code, string detail) =>
        new(StatusCodes.Status503ServiceUnavailable, code, detail) { RetryAfter = 1 };

    public static Problem Of(Refusal refusal)
    {
        var status = refusal.Code switch
        {
            ReasonCodes.Invalid => StatusCodes.Status422UnprocessableEntity,
            ReasonCodes.UnknownLead or ReasonCodes.UnknownRep or ReasonCodes.UnknownQueue or ReasonCodes.UnknownPool =>
                StatusCodes.Status404NotFound,
            ReasonCodes.Forbidden => StatusCodes.Status403Forbidden,
            FailedPrecondition => StatusCodes.Status412PreconditionFailed,
            _ => StatusCodes.Status409Conflict,
        };
        return new Problem(status, refusal.Code, refusal.Message)
        {
            Errors = refusal is { Code: ReasonCodes.Invalid, Faults.IsDefaultOrEmpty: true }
                ? [new ProblemError("", ReasonCodes.Invalid, refusal.Message)]
                : [.. refusal.Faults.Select(ProblemError.Of)],
        };
    }

    /// <summary>For a reply that only says why there is none.</summary>
    public static Problem Of(Reply reply) =>
        reply.Status == ReplyStatus.Conflict
            ? new Problem(StatusCodes.Status409Conflict, ReasonCodes.Conflict, reply.Message ?? "conflict")
            : Unavailable(reply.Code ?? "unavailable", reply.Message ?? "the store cannot answer now");

    public async Task Send(HttpContext context)
    {
        using var buffer = JsonBuffer.Rent();
        Write(buffer.Json);
        if (RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString();
        }

        await buffer.Send(context, Status, ContentType);
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "about:blank"u8);
        json.WriteString("title"u8, ReasonPhrases.GetReasonPhrase(Status));
        json.WriteNumber("status"u8, Status);
        json.WriteString("code"u8, Code);
        json.WriteString("detail"u8, Detail);
        if (FirstSeq is { } first)
        {
            json.WriteNumber("first_seq"u8, first);
        }

        if (!Errors.IsDefaultOrEmpty)
        {
            WriteErrors(json);
        }

        json.WriteEndObject();
    }

    private void WriteErrors(Utf8JsonWriter json)
    {
        json.WriteStartArray("errors"u8);
        foreach (var error in Errors)
        {
            json.WriteStartObject();
            json.WriteString("path"u8, error.Path);
            json.WriteString("code"u8, error.Code);
            json.WriteString("message"u8, error.Message);
            if (error.At != Position.None)
            {
                json.WriteNumber("line"u8, error.At.Line);
                json.WriteNumber("column"u8, error.At.Column);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
