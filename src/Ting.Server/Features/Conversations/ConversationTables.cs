using Microsoft.EntityFrameworkCore;
using Ting.Server.Features.Conversations.DueTimes;
using Ting.Server.Features.Conversations.Handovers;
using Ting.Server.Features.Conversations.Many;
using Ting.Server.Features.Conversations.Promises;
using Ting.Server.Features.Conversations.Scheduling;
using Ting.Server.Platform.Data;

namespace Ting.Server.Features.Conversations;

public static class ConversationTables
{
    extension(AppDb db)
    {
        public DbSet<Conversation> Conversations => db.Set<Conversation>();
        public DbSet<Message> Messages => db.Set<Message>();
        public DbSet<MessageReading> Readings => db.Set<MessageReading>();
        public DbSet<Attachment> Attachments => db.Set<Attachment>();
        public DbSet<Draft> Drafts => db.Set<Draft>();
        public DbSet<CoachRecord> CoachRecords => db.Set<CoachRecord>();
        public DbSet<ScheduledReply> ScheduledReplies => db.Set<ScheduledReply>();
        public DbSet<ConversationMerge> ConversationMerges => db.Set<ConversationMerge>();
        public DbSet<Handover> Handovers => db.Set<Handover>();
        public DbSet<Promise> Promises => db.Set<Promise>();
        public DbSet<ManyChange> ManyChanges => db.Set<ManyChange>();
        public DbSet<Label> Labels => db.Set<Label>();
        public DbSet<ConversationLabel> ConversationLabels => db.Set<ConversationLabel>();

        public DbSet<ServiceLevel> ServiceLevels => db.Set<ServiceLevel>();
        public DbSet<ServiceClock> ServiceClocks => db.Set<ServiceClock>();

        /// <summary>Saves the conversation together with the events it has logged.</summary>
        public async Task SaveAsync(Conversation conversation, CancellationToken cancel)
        {
            await db.AppendAsync(conversation, cancel);
            await db.SaveChangesAsync(cancel);
        }

        /// <summary>The next save writes the events that the conversation has logged, and by when what is due after them.</summary>
        public async Task AppendAsync(Conversation conversation, CancellationToken cancel)
        {
            await KeepDueTimes.AfterAsync(db, conversation, cancel);
            db.AppendEvents(conversation);
        }

        internal void AppendEvents(Conversation conversation)
        {
            foreach (var line in conversation.NewEvents)
                db.Append(line);
            conversation.EventsTaken();
        }
    }
}
