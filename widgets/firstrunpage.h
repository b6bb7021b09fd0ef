// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "emptypage.h"
#include "projectmodel.h"

/// What a window without a project says: what a project is, how to add one, and what runs now elsewhere.
class FirstRunPage : public EmptyPage
{
    Q_OBJECT
public:
    explicit FirstRunPage(ProjectModel &projects, QWidget *parent = nullptr);

Q_SIGNALS:
    void pickFolderWished();
    void demoWished();
    void watchWished(const QString &folder);

private:
    void renewOffers();

    ProjectModel &m_projects;
    QWidget *m_offers;
    QList<OfferedProject> m_shown;
};
