using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ting.Server.Features.Cases.Causes;
using Ting.Server.Features.Cases.Gestures;
using Ting.Server.Features.Cases.Recovery;
using Ting.Server.Features.Cases.Tasks;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Cases;

/// <summary>A conversation in which the case was spoken of.</summary>
public sealed class CaseConversation
{
    private CaseConversation() { }

    public CaseConversation(Guid caseId, Guid conversationId, DateTimeOffset now) => (CaseId, ConversationId, At) = (caseId, conversationId, now);

    public Guid CaseId { get; private init; }
    public Guid ConversationId { get; private init; }
    public DateTimeOffset At { get; private init; }

    internal sealed class Table : IEntityTypeConfiguration<CaseConversation>
    {
        public void Configure(EntityTypeBuilder<CaseConversation> builder)
        {
            builder.ToTable("case_conversations");
            builder.HasKey(it => new { it.CaseId, it.ConversationId });
            builder.HasIndex(it => it.ConversationId);
        }
    }
}

public static class CaseTables
{
    extension(AppDb db)
    {
        public DbSet<Case> Cases => db.Set<Case>();
        public DbSet<CaseConversation> CaseConversations => db.Set<CaseConversation>();
        public DbSet<CaseEntry> CaseEntries => db.Set<CaseEntry>();
        public DbSet<CaseCheck> CaseChecks => db.Set<CaseCheck>();
        public DbSet<CaseTask> CaseTasks => db.Set<CaseTask>();
        public DbSet<RootCause> RootCauses => db.Set<RootCause>();
        public DbSet<Gesture> Gestures => db.Set<Gesture>();
        public DbSet<GestureLimit> GestureLimits => db.Set<GestureLimit>();
        public DbSet<GivenGesture> GivenGestures => db.Set<GivenGesture>();
        public DbSet<Goodwill> Goodwill => db.Set<Goodwill>();
        public DbSet<GoodwillMonth> GoodwillMonths => db.Set<GoodwillMonth>();
        public DbSet<RecoveryRating> RecoveryRatings => db.Set<RecoveryRating>();

        /// <summary>Saves the case together with the events it has logged.</summary>
        public async Task SaveAsync(Case matter, CancellationToken cancel)
        {
            db.AppendEvents(matter);
            await db.SaveChangesAsync(cancel);
        }

        internal void AppendEvents(Case matter)
        {
            foreach (var line in matter.NewEvents)
                db.Append(line);
            matter.EventsTaken();
        }
    }
}
