using Ting.Server.Features.Conversations.DueTimes;
using Ting.Server.Features.Conversations.Handovers;
using Ting.Server.Features.Conversations.Many;
using Ting.Server.Features.Conversations.Promises;
using Ting.Server.Features.Conversations.Scheduling;
using Ting.Server.Features.Conversations.Views;
using Ting.Server.Features.Conversations.Visibility;
using Ting.Server.Platform.Jobs;
using Ting.Server.Platform.Outcomes;

namespace Ting.Server.Features.Conversations;

/// <summary>The table of contents of this folder.</summary>
internal static class ConversationsFeature
{
    public static IServiceCollection AddConversations(this IServiceCollection services) => services
        .AddVisibility()
        .AddScoped<ChangeState>()
        .AddScoped<StartConversation.Handler>()
        .AddScoped<ReceiveMessage.Handler>()
        .AddScoped<ReplyToConversation.Handler>()
        .AddScoped<AddNote.Handler>()
        .AddScoped<AssignConversation.Handler>()
        .AddScoped<TakeOverConversation.Handler>()
        .AddScoped<ResolveConversation.Handler>()
        .AddScoped<ReopenConversation.Handler>()
        .AddScoped<SnoozeConversation.Handler>()
        .AddSingleton<UndoWindow>()
        .AddScoped<HandOverConversation.Handler>()
        .AddScoped<ScheduleReply.Handler>()
        .AddScoped<CancelScheduled.Handler>()
        .AddPromises()
        .AddSavedViews()
        .AddInboxPages()
        .AddDueTimes()
        .AddScoped<ConversationAnswer>()
        .AddScoped<ListConversations.Handler>()
        .AddScoped<ChangeConversation.Handler>()
        .AddScoped<ListMessages.Handler>()
        .AddJob<DeliverReply, DeliverReply.Handler>()
        .AddJob<ReadMessage, ReadMessage.Handler>()
        .AddJob<WakeConversation, WakeConversation.Handler>()
        .AddJob<SendScheduled, SendScheduled.Handler>()
        .AddJob<StopReplies, StopReplies.Handler>()
        .AddRefusalTexts<ConversationsText>();

    public static void MapConversations(this IEndpointRouteBuilder api)
    {
        StartConversation.Map(api);
        PostMessage.Map(api);
        AssignConversation.Map(api);
        TakeOverConversation.Map(api);
        ResolveConversation.Map(api);
        ReopenConversation.Map(api);
        SnoozeConversation.Map(api);
        ListConversations.Map(api);
        GetConversation.Map(api);
        ChangeConversation.Map(api);
        ListMessages.Map(api);
        ListEvents.Map(api);
        HandOverConversation.Map(api);
        ListScheduled.Map(api);
        ChangeMany.Map(api);
        UndoMany.Map(api);
        CancelScheduled.Map(api);
        api.MapPromisesApi();
        ViewEndpoints.Map(api);
    }
}
