using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Features.Conversations;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Cases;

/// <summary>Stored by name; never rename one.</summary>
public enum CaseKind { Complaint, Request, Question, Problem, Recovery }

/// <summary>Waiting: it is somebody else's turn, the customer's or a supplier's.</summary>
public enum CaseState { New, Working, Waiting, Closed }

/// <summary>Where the customer stands with us (CRM-10): each phase has its own psychology and checklist.</summary>
public enum SalesPhase { PreSale, InSale, AfterSale }

/// <summary>Which way it goes (PROB-01, CONF-02): common and simple by the standard procedure, special to a team of several, a major dispute to the negotiating table.</summary>
public enum CaseCourse { Standard, Team, Negotiated }

/// <summary>What a customer was promised: an owner and a deadline. It spans conversations and outlives them; its events are its history.</summary>
[SuppressMessage("Naming", "CA1716", Justification = "It is what people call it; only languages that nobody writes this product in keep the word for themselves.")]
public sealed class Case : INumbered
{
    public const string StreamKind = "case";
    public const string Counter = "case";
    public const int MostTitle = 160;

    private static readonly JsonSerializerOptions EventJson = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    private readonly List<LoggedEvent> _events = [];

    private Case() { }

    public Case(Guid personId, CaseKind kind, string title, SalesPhase phase, DateTimeOffset dueAt, string actor, DateTimeOffset now)
    {
        Id = Guid.CreateVersion7(now);
        PersonId = personId;
        Kind = kind;
        Title = Cut(title);
        Phase = phase;
        DueAt = dueAt;
        CreatedAt = now;
        Log("case.opened", actor, now, new { personId, kind, phase, dueAt });
    }

    public Guid Id { get; private init; }

    /// <summary>The short number people say to each other.</summary>
    public long Number { get; private set; }

    public Guid PersonId { get; private set; }
    public CaseKind Kind { get; private set; }
    public string Title { get; private set; } = "";
    public Priority Priority { get; private set; } = Priority.Normal;
    public Guid? OwnerId { get; private set; }
    public Guid? TeamId { get; private set; }
    public DateTimeOffset DueAt { get; private set; }
    public SalesPhase Phase { get; private set; }
    public CaseCourse Course { get; private set; }
    public CaseState State { get; private set; }

    /// <summary>False once it is closed; what lists of open cases are found by.</summary>
    public bool IsOpen { get; private set; } = true;

    public Guid? CauseId { get; private set; }

    /// <summary>1, and one more for each time it was opened again: every round walks its own steps.</summary>
    public int Round { get; private set; } = 1;

    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset? ClosedAt { get; private set; }
    public int LastSequence { get; private set; }

    /// <summary>Grows with every change; two changes at once cannot both succeed. Also the ETag.</summary>
    public int Version { get; private set; }

    /// <summary>Events that the next save writes.</summary>
    internal IReadOnlyList<LoggedEvent> NewEvents => _events;

    string INumbered.CounterName => Counter;

    public bool IsLate(DateTimeOffset now) => (ClosedAt ?? now) > DueAt;

    /// <summary>How long a case may take when nobody says otherwise: short, so that the customer soon hears something (PROB-01).</summary>
    public static TimeSpan UsualTime(CaseKind kind) => TimeSpan.FromDays(kind switch { CaseKind.Complaint or CaseKind.Recovery => 2, CaseKind.Question => 1, _ => 5 });

    public void Call(string title, string actor, DateTimeOffset now)
    {
        if (Cut(title) == Title)
            return;

        Title = Cut(title);
        Log("case.changed", actor, now, new { field = "title" }); // its words stay where they can be erased
    }

    public void Sort(CaseKind kind, SalesPhase phase, CaseCourse course, Priority priority, string actor, DateTimeOffset now)
    {
        Kind = Changed("kind", Kind, kind, actor, now);
        Phase = Changed("phase", Phase, phase, actor, now);
        Course = Changed("course", Course, course, actor, now);
        Priority = Changed("priority", Priority, priority, actor, now);
    }

    public void Give(Guid? ownerId, Guid? teamId, string actor, DateTimeOffset now)
    {
        OwnerId = Changed("owner", OwnerId, ownerId, actor, now);
        TeamId = Changed("team", TeamId, teamId, actor, now);
    }

    public void DueBy(DateTimeOffset due, string actor, DateTimeOffset now) => DueAt = Changed("due", DueAt, due, actor, now);

    public void Trace(Guid? causeId, string actor, DateTimeOffset now) => CauseId = Changed("cause", CauseId, causeId, actor, now);

    /// <summary>Between new, working and waiting; closing has its own way.</summary>
    public Outcome<bool> Move(CaseState state, string actor, DateTimeOffset now)
    {
        if (state == State)
            return true;
        if (!IsOpen || state is CaseState.Closed)
            return Refusal.Conflict(IsOpen ? "case.close_by_itself" : "case.closed");

        State = Changed("state", State, state, actor, now);
        return true;
    }

    public void Close(Guid entryId, string actor, DateTimeOffset now)
    {
        (State, IsOpen, ClosedAt) = (CaseState.Closed, false, now);
        Log("case.closed", actor, now, new { entryId, round = Round, late = IsLate(now) });
    }

    public void Reopen(Guid entryId, DateTimeOffset due, string actor, DateTimeOffset now)
    {
        (State, IsOpen, ClosedAt, DueAt) = (CaseState.New, true, null, due);
        Round++;
        Log("case.reopened", actor, now, new { entryId, round = Round, dueAt = due });
    }

    /// <summary>Two records turned out to be one person, or one to be two.</summary>
    public void MoveTo(Guid personId, string actor, DateTimeOffset now) => PersonId = Changed("person", PersonId, personId, actor, now);

    /// <summary>Takes the words away; that there was a case stays.</summary>
    public void Forget(string actor, DateTimeOffset now)
    {
        Title = "";
        Log("case.erased", actor, now, new { });
    }

    /// <summary>Writes one line to this case's history with the next save.</summary>
    public void Log(string type, string actor, DateTimeOffset now, object data)
    {
        _events.Add(new LoggedEvent(StreamKind, Id, ++LastSequence, type, now, actor, JsonSerializer.Serialize(data, EventJson)));
        Version++;
    }

    void INumbered.Numbered(long number) => Number = number;

    internal void EventsTaken() => _events.Clear();

    private T Changed<T>(string field, T from, T to, string actor, DateTimeOffset now)
    {
        if (!EqualityComparer<T>.Default.Equals(from, to))
            Log("case.changed", actor, now, new { field, from, to });
        return to;
    }

    private static string Cut(string title)
    {
        var trimmed = title.Trim();
        return trimmed.Length <= MostTitle ? trimmed : trimmed[..(char.IsHighSurrogate(trimmed[MostTitle - 1]) ? MostTitle - 1 : MostTitle)];
    }

    internal sealed class Table : IEntityTypeConfiguration<Case>
    {
        public void Configure(EntityTypeBuilder<Case> builder)
        {
            builder.ToTable("cases");
            builder.Property(it => it.Id).ValueGeneratedNever();
            builder.Property(it => it.Kind).HasConversion<string>().HasMaxLength(10);
            builder.Property(it => it.Title).HasMaxLength(MostTitle);
            builder.Property(it => it.Priority).HasConversion<string>().HasMaxLength(10);
            builder.Property(it => it.Phase).HasConversion<string>().HasMaxLength(10);
            builder.Property(it => it.Course).HasConversion<string>().HasMaxLength(10);
            builder.Property(it => it.State).HasConversion<string>().HasMaxLength(10);
            builder.Property(it => it.Version).IsConcurrencyToken();
            builder.HasIndex(it => it.Number).IsUnique();
            builder.HasIndex(it => new { it.IsOpen, it.DueAt, it.Id });
            builder.HasIndex(it => new { it.IsOpen, it.ClosedAt, it.Id });
            builder.HasIndex(it => new { it.State, it.DueAt, it.Id });
            builder.HasIndex(it => new { it.OwnerId, it.IsOpen, it.DueAt, it.Id });
            builder.HasIndex(it => new { it.TeamId, it.IsOpen, it.DueAt, it.Id });
            builder.HasIndex(it => new { it.CreatedAt, it.Id });
            builder.HasIndex(it => new { it.Kind, it.CreatedAt });
            builder.HasIndex(it => new { it.Kind, it.ClosedAt });
            builder.HasIndex(it => new { it.CauseId, it.CreatedAt });
            builder.HasIndex(it => new { it.PersonId, it.CreatedAt });
        }
    }
}
