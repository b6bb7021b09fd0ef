// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "picture.h"
#include "sessiondetails.h"
#include "sessiontable.h"

#include <QSplitter>
#include <QStackedWidget>

class EmptyPage;
class QComboBox;

/// Where the details stand.
enum class DetailsPlace { Automatic, Right, Below, Hidden };
/// How much room the window has.
enum class WidthClass { Narrow, Medium, Wide };

/// The list of sessions and the details of the chosen one, or why there is none.
class SessionsPage : public QStackedWidget
{
    Q_OBJECT
public:
    SessionsPage(SessionModel &sessions, SessionFilter &filter, QWidget *parent = nullptr);

    [[nodiscard]] SessionTable &table() { return *m_table; }
    [[nodiscard]] SessionDetails &details() { return *m_details; }
    [[nodiscard]] QWidget *currentPane() const; ///< what is to have the focus

    void setWidthClass(WidthClass width);
    void setDetailsPlace(DetailsPlace place);
    [[nodiscard]] DetailsPlace detailsPlace() const { return m_place; }
    [[nodiscard]] QByteArray splitterState() const { return m_splitter->saveState(); }
    void setSplitterState(const QByteArray &state);

    /// Opens the details of the chosen session and gives them the focus.
    void openDetails();
    void backToSessions();
    [[nodiscard]] bool detailsInSight() const;
    /// The filter is another one.
    void renewFilter() { choosePage(); }
    /// The project is another one: shows its first session, and nothing of others.
    void renewScope();
    /// What was dismissed leaves the details too.
    void leaveDismissed();
    /// The chosen session anew, as it is now.
    void renewDetails();

Q_SIGNALS:
    void detailsChanged(); ///< another session, or shown or hidden
    void generateWished();
    void copyCommandWished();
    void clearFilterWished();

private:
    void arrange();
    void choosePage();
    void onChosen();
    void showSeveral(const QStringList &ids);
    void onModelChanged();

    SessionModel &m_sessions;
    SessionFilter &m_filter;
    QSplitter *m_splitter;
    SessionTable *m_table;
    SessionDetails *m_details;
    EmptyPage *m_nothing;
    EmptyPage *m_noMatch;
    WidthClass m_width = WidthClass::Wide;
    DetailsPlace m_place = DetailsPlace::Automatic;
    bool m_detailsOpen = false; ///< in a narrow window
};
