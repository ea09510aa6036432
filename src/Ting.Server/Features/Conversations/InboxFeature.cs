using Ting.Server.Features.Conversations.Many;
using Ting.Server.Features.Inboxes;
using Ting.Server.Platform.Data;
using Ting.Server.Platform.Jobs;

namespace Ting.Server.Features.Conversations;

/// <summary>What the pages of the inbox need.</summary>
internal static class InboxFeature
{
    public static IServiceCollection AddInboxPages(this IServiceCollection services) => services
        .AddSingleton<Presence>()
        .AddSingleton<ReplyManners>()
        .AddScoped<ReadInbox>()
        .AddScoped<ReadThread>()
        .AddScoped<MergedInto>()
        .AddScoped<ReadPanel>()
        .AddSingleton<ReadColleagues>()
        .AddKept(ReadColleagues.Things.ReadAsync, typeof(Label), typeof(Inbox))
        .AddScoped<SaveDraft.Handler>()
        .AddScoped<CoachDraft.Handler>()
        .AddScoped<MarkSeen.Handler>()
        .AddScoped<TagConversation.Handler>()
        .AddScoped<ChangeMany.Handler>()
        .AddScoped<UndoMany.Handler>()
        .AddJob<ForgetManyChange, ForgetManyChange.Handler>()
        .AddScoped<MentionColleague.Handler>()
        .AddScoped<UploadFile.Handler>()
        .AddScoped<CorrectReading.Handler>();
}
